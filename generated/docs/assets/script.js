// Search, copying, folding, tabs and the theme: every page is complete without them.
(() => {
  "use strict";
  const root = document.documentElement;
  const keep = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* kept for this page only */ } },
  };

  // Before the first paint, so that the page does not flash.
  const themes = ["system", "light", "dark"];
  const setTheme = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  let theme = themes.includes(keep.get("theme")) ? keep.get("theme") : "system";
  setTheme(theme);

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const themeButton = () => {
    const mark = make("span");
    const button = make("button", { type: "button", className: "theme" }, mark);
    const show = () => {
      mark.dataset.theme = theme;
      button.title = `Theme: ${theme}`;
      button.setAttribute("aria-label", button.title);
    };
    button.onclick = () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      keep.set("theme", theme);
      setTheme(theme);
      show();
    };
    show();
    return button;
  };

  const copyButtons = () => {
    for (const code of document.querySelectorAll("pre.code")) {
      const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
      button.onclick = async () => {
        const text = code.textContent;
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          // Pages opened from a file have no clipboard of their own.
          getSelection().selectAllChildren(code);
          document.execCommand("copy");
        }
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      };
      code.before(button);
    }
  };

  // Sections become tabs, or options of a list where their titles are many or long. The language
  // that is chosen applies to every page.
  const chosen = [];
  const tabs = (group, number) => {
    const panels = [...group.children].filter((child) => child.localName === "section");
    if (panels.length < 2) return;
    const kind = group.dataset.tabs;
    const titles = panels.map((panel) => panel.firstElementChild.textContent);
    const show = (index) => panels.forEach((panel, at) => {
      // "until-found" keeps it searchable in the browser.
      if (at === index) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", "until-found");
    });
    const many = titles.length > 6 || titles.join("").length > 44;
    const { bar, mark, choices } = (many ? list : tabList)(titles, panels, number, kind || "Examples");
    const select = (index) => {
      show(index);
      mark(index);
    };
    const choose = (index) => {
      select(index);
      if (kind) {
        keep.set(kind, titles[index]);
        chosen.forEach((follow) => follow(titles[index]));
      }
    };
    const follow = (title) => {
      const index = titles.indexOf(title);
      if (index >= 0) select(index);
    };
    choices(choose);
    panels.forEach((panel, index) => panel.addEventListener("beforematch", () => choose(index)));
    const card = make("div", { className: "tabbed" });
    panels[0].before(card);
    card.append(bar, ...panels);
    select(0);
    if (kind) {
      chosen.push(follow);
      follow(keep.get(kind));
    }
  };
  const list = (titles, panels, number, label) => {
    const choice = make("select", {}, ...titles.map((title, value) => make("option", { value }, title)));
    choice.setAttribute("aria-label", label);
    return {
      bar: make("div", { className: "tablist" }, choice),
      mark: (index) => { choice.selectedIndex = index; },
      choices: (choose) => { choice.onchange = () => choose(choice.selectedIndex); },
    };
  };
  const tabList = (titles, panels, number, label) => {
    const bar = make("div", { className: "tablist" });
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", label);
    const buttons = titles.map((title, index) => {
      const button = make("button", { type: "button", id: `tab-${number}-${index}`, textContent: title });
      const panel = panels[index];
      panel.id ||= `panel-${number}-${index}`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", panel.id);
      bar.append(button);
      return button;
    });
    return {
      bar,
      mark: (index) => buttons.forEach((button, at) => {
        button.setAttribute("aria-selected", at === index);
        button.tabIndex = at === index ? 0 : -1;
      }),
      choices: (choose) => {
        bar.onclick = (event) => {
          const index = buttons.indexOf(event.target);
          if (index >= 0) choose(index);
        };
        bar.onkeydown = (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
          if (!step) return;
          const index = (buttons.indexOf(event.target) + step + buttons.length) % buttons.length;
          choose(index);
          buttons[index].focus();
        };
      },
    };
  };

  // Deeply nested properties and all responses but the successful one fold away. Links, the browser's
  // search and printing open them.
  const fold = () => {
    for (const details of document.querySelectorAll("details.fold details.fold, tr details.fold")) details.open = false;
    for (const responses of document.querySelectorAll(".responses, .callback")) {
      const all = [...responses.querySelectorAll(":scope > .response")];
      const open = all.find((response) => response.classList.contains("success")) ?? all[0];
      for (const response of all) response.open = response === open || all.length < 3;
    }
  };
  const reveal = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* as it is */ }
    const target = id && document.getElementById(id);
    if (!target) return;
    let hidden = false;
    for (let at = target; at; at = at.parentElement) {
      if (at.localName === "details" && !at.open) hidden = at.open = true;
    }
    if (hidden) target.scrollIntoView();
  };

  const search = () => {
    const button = make("button", { type: "button", className: "search-button" }, "Search", make("kbd", { textContent: "/" }));
    button.setAttribute("aria-label", "Search");
    button.setAttribute("aria-keyshortcuts", "/");
    const input = make("input", { type: "search", placeholder: "Search operations, parameters and properties", autocomplete: "off", spellcheck: false });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-label": "Search", "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list" })) input.setAttribute(name, value);
    const close = make("button", { type: "button", textContent: "Close" });
    const list = make("ul", { className: "results", id: "results" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Results");
    const status = make("p", { className: "search-status" });
    status.setAttribute("role", "status");
    const dialog = make("dialog", {}, make("div", { className: "search-box" }, input, close), list, status);
    dialog.setAttribute("aria-label", "Search");
    document.body.append(dialog);
    const up = document.body.dataset.up;
    let entries = null;
    let selected = 0;
    let hits = [];

    const ready = (all) => {
      entries = all.map(([kind, title, detail, href, text, anchors]) => ({
        kind, title, detail, href, text,
        head: `${title} ${detail}`.toLowerCase(),
        body: text.toLowerCase(),
        anchors: anchors ? anchors.split(" ") : [],
        low: anchors.toLowerCase(),
      }));
      show();
    };
    const load = () => {
      if (entries) return;
      const own = document.getElementById("index");
      if (own) return ready(JSON.parse(own.textContent));
      if (window.siteIndex) return;
      window.siteIndex = ready;
      document.head.append(make("script", { src: `${up}assets/search.js` }));
    };
    const fieldName = (anchor) => anchor
      .replace(/^operations-[^ ]*?\.(?=parameter-|body-|callback-|default-|\d)|^models-[^ ]*?\.(?=property-)/, "")
      .replace(/^(?:callback-.*?-(?=parameter-|body-))?(?:\w+-header\.|[^-]*-)/, "");

    // Every word must match. A title weighs more than a field, and a field more than the text.
    const rate = (entry, words) => {
      let score = entry.kind === "operation" ? 1 : 0;
      for (const word of words) {
        const at = entry.head.indexOf(word);
        if (at >= 0) {
          score += at === 0 || /\W|_/.test(entry.head[at - 1]) ? 20 : 10;
          if (at < entry.title.length) score += 10;
        }
        else if (entry.low.includes(word)) score += 8;
        else if (entry.body.includes(word)) score += 3;
        else return 0;
      }
      if (entry.title.toLowerCase() === words.join(" ")) score += 40;
      return score - entry.title.length / 100;
    };
    const find = (query) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      if (!words.length) return [];
      const rated = [];
      for (const entry of entries) {
        const score = rate(entry, words);
        if (score > 0) rated.push({ entry, score });
      }
      rated.sort((one, other) => other.score - one.score);
      return rated.slice(0, 40).map(({ entry }) => {
        // The best field ends with the last word; among several the shortest wins.
        const last = words[words.length - 1];
        const inHead = words.every((word) => entry.head.includes(word));
        const fitting = inHead ? [] : entry.anchors.filter((anchor) => words.some((word) => anchor.toLowerCase().includes(word)));
        fitting.sort((one, other) => other.toLowerCase().endsWith(last) - one.toLowerCase().endsWith(last) || one.length - other.length);
        return { entry, anchor: fitting[0] };
      });
    };
    const address = ({ entry, anchor }) => {
      const page = entry.href.startsWith("#") ? "" : up + entry.href;
      return anchor ? `${page}#${encodeURIComponent(anchor)}` : page || entry.href;
    };
    const select = (index) => {
      selected = index;
      [...list.children].forEach((item, at) => {
        item.setAttribute("aria-selected", at === index);
        if (at === index) {
          input.setAttribute("aria-activedescendant", item.id);
          item.scrollIntoView({ block: "nearest" });
        }
      });
    };
    const show = () => {
      const query = input.value.trim();
      hits = entries && query ? find(query) : [];
      list.replaceChildren(...hits.map((hit, index) => {
        const { entry, anchor } = hit;
        const item = make("li", { id: `hit-${index}` }, make("b", { textContent: entry.title }));
        if (anchor) item.append(" ", make("mark", { textContent: fieldName(anchor) }));
        item.append(make("small", { textContent: [entry.detail, entry.text].filter(Boolean).join(" · ") }));
        item.setAttribute("role", "option");
        item.onclick = () => go(hit);
        return item;
      }));
      input.setAttribute("aria-expanded", String(hits.length > 0));
      input.removeAttribute("aria-activedescendant");
      if (hits.length) select(0);
      status.textContent = !query ? "" : !entries ? "Loading" : hits.length ? "" : "No results";
    };
    const go = (hit) => {
      dialog.close();
      location.href = address(hit);
    };
    const open = () => {
      load();
      if (!dialog.open) dialog.showModal();
      input.select();
    };
    input.oninput = show;
    dialog.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        select((selected + step + hits.length) % hits.length);
        event.preventDefault();
      } else if (event.key === "Enter" && event.target === input && hits[selected]) {
        go(hits[selected]);
      }
    };
    dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
    close.onclick = () => dialog.close();
    button.onclick = open;
    document.addEventListener("keydown", (event) => {
      const typing = /^(input|textarea|select)$/i.test(event.target.localName);
      const asked = (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)
        || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
      if (asked) {
        event.preventDefault();
        open();
      }
    });
    return button;
  };

  document.addEventListener("DOMContentLoaded", () => {
    fold();
    copyButtons();
    document.querySelectorAll("[data-tabs]").forEach(tabs);
    document.querySelector(".tools").append(search(), themeButton());
    reveal();
    addEventListener("hashchange", reveal);
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = [...document.querySelectorAll("details:not([open])")];
      closed.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));
    const here = document.querySelector(".contents [aria-current]");
    const contents = document.getElementById("contents");
    if (here && here.offsetTop > contents.clientHeight) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
  });
})();
// @generated by counterpart
