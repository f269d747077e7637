/* The slider of rare ways tells its share while it moves; htmx fetches the map when it rests. */
const slider = document.getElementById("fold");
slider?.addEventListener("input", () => { slider.nextElementSibling.value = `${slider.value}%`; });
