// Orders expected at past cuts of the log, beside those that came.
import { pairs } from "./shapes.js";
import { categories, numbers } from "./theme.js";

export const record = ({ labels, y, points }) => ({
  grid: { left: 56, right: 12, top: 24, bottom: 30 },
  xAxis: categories(labels),
  yAxis: numbers(y),
  series: [pairs(points.map((values, at) => ({ at, values })))],
});
