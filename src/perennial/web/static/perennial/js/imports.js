/* A file dropped on the page is the file of the form; how far its upload has come is shown. */
const form = document.getElementById("upload");
const area = form.querySelector(".drop");
const input = form.querySelector("input[type=file]");
const bar = form.querySelector("progress");

for (const name of ["dragenter", "dragover"]) {
  area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => area.classList.remove("over"));

area.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  form.requestSubmit();
});

form.addEventListener("htmx:xhr:progress", (event) => {
  if (!event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = (100 * event.detail.loaded) / event.detail.total;
});
