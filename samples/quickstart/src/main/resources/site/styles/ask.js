// Asks the edge for this page once more and shows what it says about the answer.
const button = document.querySelector(".ask button");
const output = document.querySelector(".ask output");

button.addEventListener("click", async () => {
  const started = performance.now();
  const response = await fetch(location.pathname + location.search, { cache: "no-store" });
  await response.arrayBuffer();
  const millis = (performance.now() - started).toFixed(1);
  const age = response.headers.get("Age");
  output.textContent =
    `${response.status}, ${response.headers.get("X-Cache") ?? "no X-Cache"}` +
    `${age === null ? "" : `, age ${age} s`}, ${millis} ms`;
});
