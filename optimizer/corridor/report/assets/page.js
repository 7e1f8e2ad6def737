"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const tip = document.getElementById("tip");
  const root = document.documentElement;
  const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  const short = (value) => {
    const [size, letter] = [[1e12, "\u00a0tn"], [1e9, "\u00a0bn"], [1e6, "\u00a0m"], [1e3, "\u00a0k"]]
      .find(([least]) => Math.abs(value) >= 0.9995 * least) || [1, ""];
    const scaled = Math.abs(value / size);
    const digits = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
    return (value / size).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }) + letter;
  };
  const tick = (value) => short(value).replace(/\.0+(?=\D|$)/, "").replace(/(\.\d*?[1-9])0+(?=\D|$)/, "$1");
  const LEAST_COLUMN = 96;  // [px] A label of 13 letters on each of two lines fits.
  const NARROW = 560;  // [px] On less, names of bars stand above them.
  const FONT = getComputedStyle(document.body).fontFamily;

  // Tooltips of charts are elements with text in them, so that no name can become markup.
  const asText = (text) => {
    const box = document.createElement("div");
    box.style.whiteSpace = "pre-line";
    box.textContent = text;
    return box;
  };
  const tooltip = (formatter, trigger) => ({
    trigger, confine: true, backgroundColor: colour("ink"), borderWidth: 0, padding: [7, 10],
    textStyle: { color: colour("paper"), fontSize: 13, fontFamily: FONT },
    axisPointer: { type: "shadow" }, formatter: (item) => asText(formatter(item)),
  });
  const text = (extra) => ({ color: colour("ink"), fontSize: 12, fontFamily: FONT, ...extra });
  const quiet = (extra) => text({ color: colour("quiet"), ...extra });
  const valueAxis = (name) => ({
    type: "value", name, nameLocation: "middle", nameGap: 28, nameTextStyle: quiet(),
    axisLabel: quiet({ formatter: (value) => tick(value), hideOverlap: true }),
    splitLine: { lineStyle: { color: colour("line") } }, axisLine: { show: false },
  });
  const nameAxis = (names, extra) => ({
    type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("quiet") } },
    axisLabel: text({ width: 150, overflow: "truncate", ...extra }),
  });

  // Bars: names stand at the left, or where there is no room, above their bars.
  const barGrid = (element, left) => element.parentElement.clientWidth < NARROW
    ? { left: 6, right: 58, top: 14, bottom: 48, outerBoundsMode: "none" } : { left, right: 90, top: 8, bottom: 48 };
  const barNames = (element, names, extra) => {
    if (element.parentElement.clientWidth >= NARROW) return { ...nameAxis(names, extra), inverse: true };
    const above = { inside: true, margin: 0, align: "left", verticalAlign: "bottom", padding: [0, 0, 13, 0] };
    return { ...nameAxis(names, { ...above, width: element.parentElement.clientWidth - 14, overflow: "truncate" }), inverse: true, z: 10 };
  };
  const barStep = (element, step) => step + (element.parentElement.clientWidth < NARROW ? 16 : 0);

  const pen = document.createElement("canvas").getContext("2d");
  // A label on at most two lines of a width, or null if it has no room there.
  function wrapped(words, width) {
    pen.font = "11px " + FONT;
    const fits = (line) => pen.measureText(line).width <= width;
    const lines = [""];
    for (const word of words.split(" ")) {
      const longer = lines[lines.length - 1] ? lines[lines.length - 1] + " " + word : word;
      if (fits(longer) || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    if (lines.length > 2 || !lines.every(fits)) return null;
    return lines.join("\n");
  }
  // The longest of several labels that has room, or as much of the shortest as there is room for.
  function fitted(labels, width) {
    for (const label of labels) {
      const lines = wrapped(label, width);
      if (lines !== null) return lines;
    }
    for (let kept = labels[labels.length - 1]; kept.length > 1; kept = kept.slice(0, -1)) {
      const lines = wrapped(kept.trimEnd() + "\u2026", width);
      if (lines !== null) return lines;
    }
    return "";
  }

  function sankey(element) {
    const { nodes, links, columns } = data.sankey;
    if (!links.length) return null;
    const last = Math.max(...nodes.map((node) => node.depth));
    const rows = Math.max(...columns.map((_, depth) => nodes.filter((node) => node.depth === depth).length));
    const room = element.parentElement.clientWidth;
    const right = Math.max(LEAST_COLUMN, Math.min(150, room / (last + 2)));
    const wide = Math.max(room, LEAST_COLUMN * last + right + 22);
    const step = (wide - right - 22) / Math.max(1, last);
    const titled = (node) => fitted(node.labels, node.depth === last ? right - 8 : step - 22);
    return {
      height: Math.min(root.classList.contains("printing") ? 560 : Infinity, Math.max(260, 40 + 46 * rows)),
      least: wide > room ? wide : 0,
      headings: columns.map((title, depth) => ({ title, width: `${depth === last ? right : step}px` })),
      option: {
        tooltip: tooltip((item) => item.data.tip, "item"),
        series: [{
          type: "sankey", left: 8, right, top: 8, bottom: 12, nodeWidth: 14, nodeGap: 24, draggable: false,
          layoutIterations: 64, emphasis: { focus: "adjacency" },
          label: { position: "right", distance: 4, formatter: (item) => item.data.title,
            ...text({ fontSize: 11, lineHeight: 12, textBorderColor: colour("paper"), textBorderWidth: 3 }) },
          // The border keeps the smallest box at two pixels.
          data: nodes.map((node) => ({ name: node.id, title: titled(node), depth: node.depth, tip: node.tip,
            itemStyle: { color: colour("stage" + node.colour), borderColor: colour("stage" + node.colour), borderWidth: 2 } })),
          links: links.map((link) => ({ ...link, lineStyle: { color: colour("stage" + link.colour), opacity: 0.32 } })),
          lineStyle: { curveness: 0.5 },
        }],
      },
    };
  }

  function waterfall(element) {
    const { steps } = data.waterfall;
    const bar = (params, api) => {
      const step = steps[params.dataIndex];
      const [from, y] = api.coord([step.start, params.dataIndex]);
      const to = api.coord([step.end, params.dataIndex])[0];
      const height = Math.min(element.parentElement.clientWidth < NARROW ? 14 : 22, api.size([0, 1])[1] * 0.7);
      const left = Math.min(from, to);
      const width = Math.max(1, Math.abs(to - from));
      const fill = colour(step.penalty ? "amber" : step === steps[steps.length - 1] ? "sum"
        : step.end < step.start ? "down" : "up");
      const parts = [
        { type: "rect", shape: { x: left, y: y - height / 2, width, height }, style: { fill } },
        { type: "text", x: left + width + 6, y,
          style: { text: step.short, textAlign: "left", textVerticalAlign: "middle", fill: colour("ink"),
            font: "12px " + FONT } },
      ];
      if (params.dataIndex < steps.length - 1) {
        const below = api.coord([0, params.dataIndex + 1])[1] - height / 2;
        parts.push({ type: "line", shape: { x1: to, y1: y + height / 2, x2: to, y2: below },
          style: { stroke: colour("quiet"), lineWidth: 1 } });
      }
      return { type: "group", children: parts };
    };
    return {
      height: 70 + barStep(element, 30) * steps.length,
      option: {
        grid: barGrid(element, 230),
        tooltip: tooltip((item) => {
          const step = steps[item.dataIndex];
          return `${step.title}: ${step.exact} ${data.currency}`;
        }, "item"),
        xAxis: valueAxis(data.currency),
        yAxis: barNames(element, steps.map((step) => step.title), { width: 215 }),
        series: [{ type: "custom", renderItem: bar, encode: { x: [1, 2], y: 0 },
          data: steps.map((step, i) => [i, step.start, step.end]) }],
      },
    };
  }

  function landed(element) {
    const chart = data.landed[Number(element.dataset.index)];
    return {
      height: 66 + barStep(element, 44) * chart.sites.length,
      key: chart.parts.map((part) => [part.title, colour("part" + part.colour)]),
      option: {
        grid: barGrid(element, 230),
        tooltip: tooltip((items) => {
          const shown = items.filter((item) => item.value > 0 && item.seriesName !== "Total");
          const sum = shown.reduce((total, item) => total + item.value, 0);
          return [`${items[0].name}, ${chart.product}`, ...shown.map((item) => `${item.seriesName}: ${whole.format(item.value)}`),
            `Landed cost: ${whole.format(sum)} ${chart.unit}`].join("\n");
        }, "axis"),
        xAxis: valueAxis(`${chart.product} [${chart.unit}]`),
        yAxis: barNames(element, chart.sites, { width: 215, overflow: "break", lineHeight: 13 }),
        series: chart.parts.map((part, i) => ({
          type: "bar", stack: "cost", name: part.title, data: part.values, barMaxWidth: element.parentElement.clientWidth < NARROW ? 16 : 30,
          itemStyle: { color: colour("part" + part.colour) },
          label: i === chart.parts.length - 1
            ? { show: true, position: "right", ...text({ fontWeight: 600 }), formatter: (item) =>
                short(chart.parts.reduce((total, each) => total + each.values[item.dataIndex], 0)) }
            : { show: false },
        })),
      },
    };
  }

  function duty(element) {
    const { programmes, levels } = data.duty;
    if (!programmes.length) return null;
    return {
      height: 66 + barStep(element, 34) * programmes.length,
      key: levels.map((level) => ["Evidence " + level.level, colour("level-" + level.level)]),
      option: {
        grid: barGrid(element, 230),
        tooltip: tooltip((items) => [items[0].name, ...items.filter((item) => item.value > 0)
          .map((item) => `${item.seriesName}: ${whole.format(item.value)} ${data.currency}`)].join("\n"), "axis"),
        xAxis: valueAxis(`Duty paid [${data.currency}]`),
        yAxis: barNames(element, programmes, { width: 205 }),
        series: levels.map((level, i) => ({
          type: "bar", stack: "duty", name: "Evidence " + level.level, data: level.values, barMaxWidth: element.parentElement.clientWidth < NARROW ? 14 : 24,
          itemStyle: { color: colour("level-" + level.level) },
          label: i === levels.length - 1
            ? { show: true, position: "right", ...text(), formatter: (item) =>
                short(levels.reduce((total, each) => total + each.values[item.dataIndex], 0)) }
            : { show: false },
        })),
      },
    };
  }

  // What is wider than its frame says so: a scroll bar alone is not seen on a telephone.
  function markCut() {
    for (const frame of document.querySelectorAll(".wide, .scroll")) {
      frame.classList.toggle("cut", frame.scrollWidth > frame.clientWidth + 1);
      frame.classList.toggle("end", frame.scrollLeft + frame.clientWidth >= frame.scrollWidth - 2);
    }
  }
  for (const frame of document.querySelectorAll(".wide, .scroll")) {
    frame.addEventListener("scroll", markCut, { passive: true });
  }
  for (const part of document.querySelectorAll("details")) part.addEventListener("toggle", markCut);

  const makers = { sankey, waterfall, landed, duty };
  const charts = new Map();

  // Headings and keys stand above a chart as ordinary text.
  function around(element, made) {
    const before = element.previousElementSibling;
    if (before && before.dataset.around) before.remove();
    if (!made.key && !made.headings) return;
    const list = document.createElement(made.key ? "ul" : "div");
    list.dataset.around = "yes";
    list.className = made.key ? "key" : "headings";
    for (const [title, fill] of made.key || []) {
      const item = document.createElement("li");
      const patch = document.createElement("i");
      patch.style.background = fill;
      item.append(patch, title);
      list.append(item);
    }
    for (const { title, width } of made.headings || []) {
      const item = document.createElement("span");
      item.style.width = width;
      item.textContent = title;
      item.title = title;
      list.append(item);
    }
    list.style.minWidth = made.least ? made.least + "px" : "";
    element.before(list);
  }

  function drawCharts() {
    for (const element of document.querySelectorAll(".chart")) {
      const made = makers[element.dataset.chart](element);
      if (!made) {
        element.hidden = true;
        continue;
      }
      around(element, made);
      element.style.height = made.height + "px";
      element.style.minWidth = made.least ? made.least + "px" : "";
      const chart = charts.get(element) || echarts.init(element, null, { renderer: "svg" });
      charts.set(element, chart);
      chart.resize();
      chart.setOption({ animation: false, ...made.option }, true);
    }
    markCut();
    root.dataset.drawn = "yes";
  }

  // The map is a drawing already; here it learns to zoom, to be dragged and to say what lies under the pointer.
  function setUpMap(map) {
    const home = map.dataset.home.split(" ").map(Number);
    const world = map.dataset.world.split(" ").map(Number);
    let view = home.slice();
    const show = () => {
      const width = map.getBoundingClientRect().width;
      if (!width) return;
      map.setAttribute("viewBox", view.map((part) => part.toFixed(2)).join(" "));
      const pixel = view[2] / width;
      const near = view[2] < 0.6 * home[2];
      for (const group of map.querySelectorAll(".fixed")) {
        group.setAttribute("transform", `translate(${group.dataset.x} ${group.dataset.y}) scale(${pixel})`);
      }
      for (const label of map.querySelectorAll("text[data-full]")) {
        label.dataset.short = label.dataset.short || label.textContent;
        label.textContent = near ? label.dataset.full : width < NARROW ? label.dataset.tiny : label.dataset.short;
      }
      hideCovered(near, width < NARROW);
    };
    // Labels were placed for the first view; farther out, those that would cover a more important one are hidden.
    const mirror = (label) => {
      label.setAttribute("x", -label.getAttribute("x"));
      label.setAttribute("text-anchor", label.getAttribute("text-anchor") === "end" ? "start" : "end");
    };
    const hideCovered = (near, narrow) => {
      const taken = narrow ? [] : [...map.querySelectorAll(".spot circle")].map((circle) => circle.getBoundingClientRect());
      const placed = map.querySelectorAll(".name text:not([visibility])");
      const frame = map.parentElement.getBoundingClientRect();
      const labels = [...placed, ...map.querySelectorAll(".name text[visibility]")];
      const demand = labels.filter((label) => label.closest(".market"));
      for (const label of [...demand, ...labels.filter((other) => !demand.includes(other))]) {
        const outside = (box) => box.left < frame.left || box.right > frame.right || box.top < frame.top
          || box.bottom > frame.bottom;
        let box = label.getBoundingClientRect();
        if (narrow && outside(box)) {  // There may be room on the other side of the point.
          mirror(label);
          box = label.getBoundingClientRect();
        }
        const clipped = outside(box);
        const minor = !near && (label.closest(".minor") || (narrow && !label.closest(".market")));
        const covers = clipped || minor || taken.some((other) => box.left < other.right && other.left < box.right
          && box.top + 3 < other.bottom && other.top + 3 < box.bottom);
        const visibility = covers ? "hidden" : "visible";
        label.style.visibility = visibility;
        if (label.previousElementSibling) label.previousElementSibling.style.visibility = visibility;
        if (!covers) taken.push(box);
      }
    };
    const zoom = (factor, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) => {
      const width = Math.min(world[2] * 1.05, Math.max(world[2] / 40, view[2] * factor));
      const by = width / view[2];
      view = [x - (x - view[0]) * by, y - (y - view[1]) * by, width, view[3] * by];
      show();
    };
    // On a narrow screen the map is higher, so that labels have room.
    const shape = () => map.parentElement.clientWidth < NARROW ? 0.65 : home[3] / home[2];
    const frame = (box) => {
      const ratio = shape();
      map.style.aspectRatio = `1 / ${ratio}`;
      const width = Math.max(box[2], box[3] / ratio);
      view = [box[0] + (box[2] - width) / 2, box[1] + (box[3] - width * ratio) / 2, width, width * ratio];
      show();
    };
    const place = (event) => {
      const box = map.getBoundingClientRect();
      return [view[0] + (event.clientX - box.left) / box.width * view[2],
        view[1] + (event.clientY - box.top) / box.height * view[3]];
    };
    for (const button of document.querySelectorAll("[data-zoom]")) {
      const act = { in: () => zoom(0.7), out: () => zoom(1 / 0.7), home: () => frame(home), world: () => frame(world) };
      button.addEventListener("click", act[button.dataset.zoom]);
    }
    map.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.18 : 1 / 1.18, ...place(event));
    }, { passive: false });
    let dragged = null;
    map.addEventListener("pointerdown", (event) => { dragged = place(event); map.setPointerCapture(event.pointerId); });
    map.addEventListener("pointerup", () => { dragged = null; });
    map.addEventListener("pointermove", (event) => {
      if (dragged) {
        const [x, y] = place(event);
        view[0] += dragged[0] - x;
        view[1] += dragged[1] - y;
        show();
        return;
      }
      const under = event.target.closest("[data-tip]");
      tip.hidden = !under;
      if (under) {
        tip.textContent = under.dataset.tip;
        const left = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8);
        const below = event.clientY + 16 + tip.offsetHeight < window.innerHeight;
        tip.style.left = left + "px";
        tip.style.top = (below ? event.clientY + 16 : event.clientY - 12 - tip.offsetHeight) + "px";
      }
    });
    map.addEventListener("pointerleave", () => { tip.hidden = true; });
    window.addEventListener("resize", () => frame(home));
    frame(home);
    return () => frame(home);
  }

  // In print the page is as wide as the paper, and the map so low that it stands on the first page.
  let opened = [];
  const framed = [...document.querySelectorAll("svg.map")].map((map) => ({ map, again: setUpMap(map) }));
  const PAPER = 690;  // [px] Height of a printed page.
  const LEAST_MAP = 250;  // [px]
  // The rules for print hold on the screen too while the print-out is measured.
  const asPrinted = document.createElement("style");
  asPrinted.textContent = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.media && rule.media.mediaText === "print")
    .flatMap((rule) => [...rule.cssRules]).map((rule) => rule.cssText).join("\n");
  window.addEventListener("beforeprint", () => {
    root.classList.add("printing");
    document.head.append(asPrinted);
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((element) => { element.open = true; });
    for (const { map, again } of framed) {
      const top = map.getBoundingClientRect().top - root.getBoundingClientRect().top;
      const legend = map.closest("section").querySelector(".legend").getBoundingClientRect().height + 24;
      const home = map.dataset.home.split(" ").map(Number);
      const height = Math.max(LEAST_MAP, PAPER - top - legend);
      map.style.width = Math.min(1028, height * home[2] / home[3]) + "px";
      again();
    }
    drawCharts();
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("printing");
    asPrinted.remove();
    opened.forEach((element) => { element.open = false; });
    for (const { map, again } of framed) {
      map.style.width = "";
      again();
    }
    drawCharts();
  });
  window.addEventListener("resize", drawCharts);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
  drawCharts();
})();
