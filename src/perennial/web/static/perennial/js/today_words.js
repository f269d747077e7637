/* Words of the page in the language of who looks. */
export const words = JSON.parse(document.getElementById("today-words").textContent);
