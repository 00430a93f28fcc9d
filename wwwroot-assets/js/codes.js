// Takes codes along that are shown once: to the clipboard, to paper, into a file. They go nowhere else.
for (const row of document.querySelectorAll("[data-codes]")) {
  const shown = document.getElementById(row.dataset.codes);
  row.hidden = false;
  row.querySelector("[data-do=copy]").addEventListener("click", async e => {
    const button = e.currentTarget;
    try {
      await navigator.clipboard.writeText(shown.textContent);
      button.setAttribute("aria-label", button.dataset.done);
      button.lastChild.textContent = " " + button.dataset.done;
    } catch {
      getSelection().selectAllChildren(shown); // the browser does not allow it: selected, to copy by hand
    }
  });
  row.querySelector("[data-do=print]").addEventListener("click", () => print());
  row.querySelector("[data-do=save]").href = URL.createObjectURL(new Blob([shown.textContent + "\n"], { type: "text/plain" }));
}
