// Colours by name of the page's tokens, so that one SVG serves light, dark and print; axes in one quiet style.

const token = (name) => `var(--${name})`;

export const ink = token("ink");
export const soft = token("soft");
export const line = token("line");
export const card = token("card");

export const tones = {
  leaf: { strong: token("leaf"), weak: token("leaf-soft") },
  amber: { strong: token("amber"), weak: token("amber-soft") },
  red: { strong: token("red"), weak: token("red-soft") },
  soft: { strong: soft, weak: line },
};

const text = { color: soft, fontSize: 12, fontFamily: "inherit" };

export const words = (extra = {}) => ({ fill: soft, fontSize: 12, fontFamily: "inherit", ...extra });

const label = (byValue) => ({ ...text, formatter: (value) => byValue.get(value) ?? "" });

// A number axis with ticks of our choosing: [{at, label}].
export const numbers = ({ ticks, max, name, min = 0 }, { grid = true } = {}) => {
  const at = ticks.map((tick) => tick.at);
  return {
    type: "value",
    min,
    max,
    name,
    nameLocation: "middle",
    nameGap: 28,
    nameTextStyle: text,
    axisLine: { show: !grid, lineStyle: { color: line } },
    axisTick: { show: false, customValues: at },
    splitLine: { show: grid, customValues: at, lineStyle: { color: line } },
    axisLabel: {
      ...label(new Map(ticks.map((tick) => [tick.at, tick.label]))),
      customValues: at,
      hideOverlap: true,
    },
  };
};

// A category axis; an empty label is skipped.
export const categories = (labels, { extra = {} } = {}) => ({
  type: "category",
  data: labels.map((_, index) => index),
  axisLine: { lineStyle: { color: line } },
  axisTick: { show: false },
  axisLabel: { ...text, interval: 0, formatter: (_, index) => labels[index], ...extra },
});

export const plain = { silent: true, clip: false, emphasis: { disabled: true } };
