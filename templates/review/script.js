for (const exchange of document.querySelectorAll(".exchange")) {
  const button = exchange.querySelector("button");
  const text = exchange.querySelector("pre");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "copied";
    } catch {
      // Without a clipboard the text is at least selected.
      getSelection().selectAllChildren(text);
      button.textContent = "selected";
    }
    setTimeout(() => { button.textContent = "copy"; }, 1500);
  });
}
