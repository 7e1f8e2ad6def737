"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const tip = document.getElementById("tip");
  const root = document.documentElement;
  const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  const short = (value) => {
    const [size, letter] = [[1e12, " tn"], [1e9, " bn"], [1e6, " m"], [1e3, " k"]]
      .find(([least]) => Math.abs(value) >= 0.9995 * least) || [1, ""];
    return (value / size).toLocaleString("en", { maximumSignificantDigits: 3 }) + letter;
  };
  const LEAST_COLUMN = 140;  // [px] A label of 18 letters fits.
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
    axisLabel: quiet({ formatter: (value) => short(value) }),
    splitLine: { lineStyle: { color: colour("line") } }, axisLine: { show: false },
  });
  const nameAxis = (names, extra) => ({
    type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("quiet") } },
    axisLabel: text({ width: 150, overflow: "truncate", ...extra }),
  });

  function sankey(element) {
    const { nodes, links, columns } = data.sankey;
    if (!links.length) return null;
    const last = Math.max(...nodes.map((node) => node.depth));
    const rows = Math.max(...columns.map((_, depth) => nodes.filter((node) => node.depth === depth).length));
    const right = Math.min(170, 14 + 7 * Math.max(...nodes.map((node) => node.label.length)));
    const wide = Math.max(element.parentElement.clientWidth, LEAST_COLUMN * last + right + 22);
    const step = (wide - right - 22) / Math.max(1, last);
    const label = (depth) => ({
      position: "right", width: depth === last ? right - 8 : step - 22, lineHeight: 14,
      overflow: depth === last ? "break" : "truncate",
    });
    return {
      height: Math.max(260, 40 + 46 * rows),
      least: LEAST_COLUMN * last + right + 22,
      headings: columns.map((title, depth) => ({ title, left: `${8 + step * depth}px`, width: `${step - 8}px` })),
      option: {
        tooltip: tooltip((item) => item.data.tip, "item"),
        series: [{
          type: "sankey", left: 8, right, top: 8, bottom: 12, nodeWidth: 14, nodeGap: 18, draggable: false,
          layoutIterations: 64, emphasis: { focus: "adjacency" },
          label: { formatter: (item) => item.data.title,
            ...text({ textBorderColor: colour("paper"), textBorderWidth: 2 }) },
          data: nodes.map((node) => ({ name: node.id, title: node.label, depth: node.depth, tip: node.tip,
            label: label(node.depth), itemStyle: { color: colour("tier" + node.colour), borderWidth: 0 } })),
          links: links.map((link) => ({ ...link, lineStyle: { color: colour("tier" + link.colour), opacity: 0.32 } })),
          lineStyle: { curveness: 0.5 },
        }],
      },
    };
  }

  function waterfall() {
    const { steps } = data.waterfall;
    const bar = (params, api) => {
      const step = steps[params.dataIndex];
      const [from, y] = api.coord([step.start, params.dataIndex]);
      const to = api.coord([step.end, params.dataIndex])[0];
      const height = Math.min(22, api.size([0, 1])[1] * 0.7);
      const left = Math.min(from, to);
      const width = Math.max(1, Math.abs(to - from));
      const fill = colour(step === steps[steps.length - 1] ? "sum" : step.end < step.start ? "down" : "up");
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
      height: 70 + 30 * steps.length,
      option: {
        grid: { left: 230, right: 90, top: 8, bottom: 48 },
        tooltip: tooltip((item) => {
          const step = steps[item.dataIndex];
          return `${step.title}: ${step.exact} ${data.currency}`;
        }, "item"),
        xAxis: valueAxis(data.currency),
        yAxis: { ...nameAxis(steps.map((step) => step.title), { width: 215 }), inverse: true },
        series: [{ type: "custom", renderItem: bar, encode: { x: [1, 2], y: 0 },
          data: steps.map((step, i) => [i, step.start, step.end]) }],
      },
    };
  }

  function landed(element) {
    const chart = data.landed[Number(element.dataset.index)];
    return {
      height: 66 + 44 * chart.sites.length,
      key: chart.parts.map((part) => [part.title, colour("part" + part.colour)]),
      option: {
        grid: { left: 230, right: 90, top: 8, bottom: 48 },
        tooltip: tooltip((items) => {
          const shown = items.filter((item) => item.value > 0 && item.seriesName !== "Total");
          const sum = shown.reduce((total, item) => total + item.value, 0);
          return [`${items[0].name}, ${chart.product}`, ...shown.map((item) => `${item.seriesName}: ${whole.format(item.value)}`),
            `Landed cost: ${whole.format(sum)} ${chart.unit}`].join("\n");
        }, "axis"),
        xAxis: valueAxis(`${chart.product} [${chart.unit}]`),
        yAxis: { ...nameAxis(chart.sites, { width: 215, overflow: "break", lineHeight: 13 }), inverse: true },
        series: chart.parts.map((part, i) => ({
          type: "bar", stack: "cost", name: part.title, data: part.values, barMaxWidth: 30,
          itemStyle: { color: colour("part" + part.colour) },
          label: i === chart.parts.length - 1
            ? { show: true, position: "right", ...text({ fontWeight: 600 }), formatter: (item) =>
                short(chart.parts.reduce((total, each) => total + each.values[item.dataIndex], 0)) }
            : { show: false },
        })),
      },
    };
  }

  function duty() {
    const { programmes, levels } = data.duty;
    if (!programmes.length) return null;
    return {
      height: 66 + 34 * programmes.length,
      key: levels.map((level) => ["Evidence " + level.level, colour("level-" + level.level)]),
      option: {
        grid: { left: 230, right: 90, top: 8, bottom: 48 },
        tooltip: tooltip((items) => [items[0].name, ...items.filter((item) => item.value > 0)
          .map((item) => `${item.seriesName}: ${whole.format(item.value)} ${data.currency}`)].join("\n"), "axis"),
        xAxis: valueAxis(`Duty paid [${data.currency}]`),
        yAxis: { ...nameAxis(programmes, { width: 205 }), inverse: true },
        series: levels.map((level, i) => ({
          type: "bar", stack: "duty", name: "Evidence " + level.level, data: level.values, barMaxWidth: 24,
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
    }
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
    for (const { title, left, width } of made.headings || []) {
      const item = document.createElement("span");
      Object.assign(item.style, { left, maxWidth: width });
      item.textContent = title;
      item.title = title;
      list.append(item);
    }
    if (made.least) list.style.minWidth = made.least + "px";
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
      if (made.least) element.style.minWidth = made.least + "px";
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
      for (const group of map.querySelectorAll(".fixed")) {
        group.setAttribute("transform", `translate(${group.dataset.x} ${group.dataset.y}) scale(${pixel})`);
      }
      hideCovered();
    };
    // Labels were placed for the first view; farther out, those that would cover a more important one are hidden.
    const hideCovered = () => {
      const taken = [...map.querySelectorAll(".spot circle")].map((circle) => circle.getBoundingClientRect());
      const placed = map.querySelectorAll(".name text:not([visibility])");
      const frame = map.getBoundingClientRect();
      const near = view[2] < 0.6 * home[2];
      for (const label of [...placed, ...map.querySelectorAll(".name text[visibility]")]) {
        const box = label.getBoundingClientRect();
        const clipped = box.left < frame.left || box.right > frame.right || box.top < frame.top
          || box.bottom > frame.bottom;
        const minor = label.closest(".minor") && !near;
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
    const frame = (box) => {
      const ratio = home[3] / home[2];
      const width = Math.max(box[2], box[3] / ratio);
      view = [box[0] + (box[2] - width) / 2, box[1] + (box[3] - width * ratio) / 2, width, width * ratio];
      show();
    };
    const place = (event) => {
      const box = map.getBoundingClientRect();
      return [view[0] + (event.clientX - box.left) / box.width * view[2],
        view[1] + (event.clientY - box.top) / box.height * view[3]];
    };
    map.style.aspectRatio = `${home[2]} / ${home[3]}`;
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
    window.addEventListener("resize", show);
    show();
  }

  let opened = [];
  window.addEventListener("beforeprint", () => {
    root.classList.add("printing");
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((element) => { element.open = true; });
    drawCharts();
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("printing");
    opened.forEach((element) => { element.open = false; });
    drawCharts();
  });
  window.addEventListener("resize", drawCharts);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
  document.querySelectorAll("svg.map").forEach(setUpMap);
  drawCharts();
})();
