// The purchase ladder: the share that goes on to the next purchase, with its interval and the customers behind it.
import { level, whiskers } from "./shapes.js";
import { categories, ink, numbers, soft } from "./theme.js";

export const ladder = ({ steps, y, reference = null }) => ({
  grid: { left: 46, right: 12, top: 26, bottom: 46 },
  xAxis: categories(
    steps.map(({ name, count }) => (count ? `{name|${name}}\n{count|${count}}` : `{name|${name}}`)),
    {
      extra: {
        lineHeight: 16,
        rich: {
          name: { color: ink, fontSize: 12, fontWeight: 600, fontFamily: "inherit", lineHeight: 17 },
          count: { color: soft, fontSize: 11.5, fontFamily: "inherit", lineHeight: 15 },
        },
      },
    },
  ),
  yAxis: numbers(y),
  series: [
    whiskers(steps.map((step, index) => ({ at: index, ...step }))),
    ...(reference === null ? [] : [level(reference, steps.length - 1)]),
  ],
});
