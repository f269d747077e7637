// A share against days, with its 95% band, stretches shaded and days marked.
import { band, marks, rowCount, zone } from "./shapes.js";
import { numbers, plain, tones } from "./theme.js";

export const curve = ({ width, x, y, points, marked = [], zones = [], tone = "leaf" }) => {
  const left = 46;
  const right = 18;
  const days = marked.map((mark) => ({ ...mark, share: mark.at / x.max }));
  return {
    grid: { left, right, top: 14 + 16 * rowCount(days, width - left - right), bottom: 48, containLabel: false },
    xAxis: numbers(x, { grid: false }),
    yAxis: numbers(y),
    series: [
      ...zones.map((each) => zone(each, y.max)),
      band(points.map(([day, , low, high]) => [day, low, high]), tone),
      {
        ...plain,
        type: "line",
        data: points.map(([day, share]) => [day, share]),
        symbol: "none",
        lineStyle: { color: tones[tone].strong, width: 2.5 },
        itemStyle: { color: tones[tone].strong },
        z: 3,
      },
      marks(days, { top: y.max, width, left, right }),
    ],
  };
};
