// Finds series among those of works.js. Nothing leaves the browser, and texts stay texts.
"use strict";

(() => {
  const SHOWN = 100;
  const query = document.getElementById("query");
  const results = document.getElementById("results");
  const status = document.getElementById("status");
  const works = (window.tidingsWorks || []).map((work) => {
    const [title, author, day, state, revision, name, tag, address, id] = work;
    return { title, author, day, state, revision, name, tag,
      text: [title, author, day, state, revision, tag, address, id].join("\n").toLowerCase(),
      lowerTitle: title.toLowerCase() };
  });

  // Titles weigh more than all else, and the newest is the first of equals.
  const find = (words) => works
    .filter((work) => words.every((word) => work.text.includes(word)))
    .map((work) => ({ work, weight: words.filter((word) => work.lowerTitle.includes(word)).length }))
    .sort((a, b) => b.weight - a.weight || (a.work.day < b.work.day ? 1 : a.work.day > b.work.day ? -1 : 0))
    .map((found) => found.work);

  const makeItem = (work) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("bdi");
    const rest = document.createElement("span");
    title.textContent = work.title;
    link.href = "series/" + encodeURIComponent(work.name) + ".html";
    link.append(title);
    rest.className = "kinds";
    rest.textContent = " " + [work.tag, work.revision, work.author, work.day, work.state.replace(/-/g, " ")]
      .filter((word) => word).join(" · ");
    item.append(link, rest);
    return item;
  };

  const say = (words, n) => {
    if (words.length === 0) return works.length + " series can be searched.";
    if (n === 0) return "No series has all of these words.";
    return n + (n === 1 ? " series has" : " series have") + " all of these words" +
      (n > SHOWN ? "; the first " + SHOWN + " are shown." : ".");
  };

  const show = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter((word) => word);
    const found = words.length > 0 ? find(words) : [];
    results.replaceChildren(...found.slice(0, SHOWN).map(makeItem));
    status.textContent = say(words, found.length);
  };

  query.value = new URLSearchParams(window.location.search).get("q") || "";
  query.addEventListener("input", show);
  show();
})();
