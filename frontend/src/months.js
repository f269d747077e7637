// The mean wait month by month, with its band; months that cannot be told are gaps.
import { band, level } from "./shapes.js";
import { categories, numbers, plain, tones } from "./theme.js";

export const months = ({ width, labels, y, points, reference }) => ({
  grid: { left: 46, right: 18, top: 18, bottom: 30 },
  xAxis: categories(labels),
  yAxis: numbers(y),
  series: [
    band(points.map(({ low, high }, index) => [index, low, high])),
    {
      ...plain,
      type: "line",
      data: points.map(({ value }) => value),
      connectNulls: false,
      symbol: "circle",
      symbolSize: width / labels.length < 14 ? 3.5 : 6, // many months on a phone: dots stay apart
      lineStyle: { color: tones.leaf.strong, width: 2.5 },
      itemStyle: { color: tones.leaf.strong },
      z: 3,
    },
    ...(reference === null ? [] : [level(reference, labels.length - 1)]),
  ],
});
