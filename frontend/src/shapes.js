// Shapes that ECharts has no series for: bands, whiskers, bars, lines with labels.
import { card, ink, plain, soft, tones, words } from "./theme.js";

const custom = (data, renderItem, z = 2) => ({ ...plain, type: "custom", data, renderItem, z });

// A soft band between two lines; `points` are [x, low, high], broken where a limit is unknown.
export const band = (points, tone = "leaf") => {
  const runs = unbroken(points);
  return custom(
    runs.map((_, index) => [runs[index][0][0], runs[index][0][1]]),
    (params, api) => {
      const run = runs[params.dataIndex];
      const above = run.map(([x, , high]) => api.coord([x, high]));
      const below = run.map(([x, low]) => api.coord([x, low])).reverse();
      return { type: "polygon", shape: { points: [...above, ...below] }, style: { fill: tones[tone].weak } };
    },
    1,
  );
};

const unbroken = (points) => {
  const runs = [[]];
  for (const point of points) {
    if (point[1] === null || point[2] === null) runs.push([]);
    else runs.at(-1).push(point);
  }
  return runs.filter((run) => run.length > 1);
};

// A whisker from low to high with a dot and a label above; `points` are {at, value, low, high, label}.
export const whiskers = (points, { bar = 0.5 } = {}) =>
  custom(
    points.map((point) => [point.at, point.value]),
    (params, api) => {
      const point = points[params.dataIndex];
      const [x, y] = api.coord([point.at, point.value]);
      const [, floor] = api.coord([point.at, 0]);
      const half = Math.min(26, (api.size([1, 0])[0] * bar) / 2);
      const low = api.coord([point.at, point.low ?? point.value])[1];
      const high = api.coord([point.at, point.high ?? point.value])[1];
      const shape = { x: x - half, y, width: 2 * half, height: floor - y, r: [5, 5, 0, 0] };
      return group([
        { type: "rect", shape, style: { fill: tones[point.tone ?? "leaf"].weak } },
        stroke(x - half, y, x + half, y, tones[point.tone ?? "leaf"].strong, 2),
        stroke(x, low, x, high, ink, 1.5),
        stroke(x - 4, low, x + 4, low, ink, 1.5),
        stroke(x - 4, high, x + 4, high, ink, 1.5),
        caption(point.label, x, Math.min(high, y) - 6, { fill: ink, fontWeight: 600 }),
      ]);
    },
  );

// Two bars side by side: what was expected, and what came; `points` are {at, values: [{value, label, tone}]}.
export const pairs = (points) =>
  custom(
    points.map((point) => [point.at, Math.max(...point.values.map((each) => each.value))]),
    (params, api) => {
      const point = points[params.dataIndex];
      const width = Math.min(34, api.size([1, 0])[0] * 0.3);
      return group(
        point.values.flatMap(({ value, label, tone }, index) => {
          const [middle, y] = api.coord([point.at, value]);
          const x = middle + (index - 1) * (width + 3) + 1.5;
          const height = api.coord([point.at, 0])[1] - y;
          const { strong, weak } = tones.leaf;
          const look = { fill: tone === "full" ? strong : weak, stroke: strong };
          return [
            { type: "rect", shape: { x, y, width, height, r: [4, 4, 0, 0] }, style: look },
            caption(label, x + width / 2, y - 5, { fill: ink, fontSize: 11.5 }),
          ];
        }),
      );
    },
  );

// A shaded stretch of the x axis, open to the right where `to` is beyond `last`.
export const zone = ({ from, to, tone }, top) =>
  custom([[from, 0]], (_, api) => {
    const [left, bottom] = api.coord([from, 0]);
    const [right, ceiling] = api.coord([to, top]);
    const shape = { x: left, y: ceiling, width: right - left, height: bottom - ceiling };
    return { type: "rect", shape, style: { fill: tones[tone].weak, opacity: 0.55 } };
  }, 0);

// Upright lines with a label each, the labels on rows of their own where they would meet.
export const marks = (list, { top, width, left, right }) => {
  const placed = rows(list, width - left - right);
  return custom(
    placed.map((mark) => [mark.at, 0]),
    (params, api) => {
      const { at, label, tone, row, back } = placed[params.dataIndex];
      const [x, bottom] = api.coord([at, 0]);
      const ceiling = api.coord([at, top])[1];
      const y = ceiling - 6 - 16 * row;
      const colour = tones[tone].strong;
      return group([
        stroke(x, y - 8, x, bottom, colour, 1.5, tone === "soft" ? [3, 3] : null),
        caption(label, x + (back ? -6 : 6), y, { fill: colour, fontWeight: 600, align: back ? "right" : "left", ...halo }),
      ]);
    },
    4,
  );
};

const rows = (list, span) => {
  const starts = [];
  return [...list]
    .sort((one, other) => other.share - one.share) // so that no line runs through an earlier label
    .map((mark) => {
      const size = 6.9 * mark.label.length + 14;
      const x = mark.share * span;
      const back = x + size > span && x > span / 2;
      const from = back ? x - size : x;
      let row = starts.findIndex((start) => from + size <= start);
      if (row < 0) row = starts.length;
      starts[row] = from;
      return { ...mark, row, back };
    });
};

export const rowCount = (list, span) => 1 + Math.max(-1, ...rows(list, span).map((mark) => mark.row));

// A level across the plot; its name stands in the key, clear of the lines.
export const level = (at, last) =>
  custom([[last, at]], (params, api) => {
    const { x, width } = params.coordSys;
    const y = api.coord([last, at])[1];
    return stroke(x, y, x + width, y, soft, 1.2, [4, 4]);
  }, 4);

const halo = { stroke: card, lineWidth: 3 };

const group = (children) => ({ type: "group", children });

const stroke = (x1, y1, x2, y2, colour, width, dash = null) => ({
  type: "line",
  shape: { x1, y1, x2, y2 },
  style: { fill: "none", stroke: colour, lineWidth: width, lineDash: dash },
});

const caption = (label, x, y, extra) => ({
  type: "text",
  style: { ...words({ align: "center", verticalAlign: "bottom", ...extra }), text: label, x, y },
});
