import { embeddedPixels } from "./embedded-pixels";

/**
 * What an SVG costs whoever draws it, in elements, as drawn: an element that is used a thousand times counts a thousand times. Linear
 * in the text; stops counting at `svgWeightMax`, far above what is drawn at once.
 */
export function weighSvg(source: string): number {
  try {
    return weightOf(readScopes(source));
  } catch (error) {
    if (error instanceof TooHeavy) return svgWeightMax;
    throw error;
  }
}

/** An SVG of more weight is not drawn unless somebody asks for it. */
export const svgDrawnWeight = 100_000;
export const svgWeightMax = 1_000_000_000;
/** Longer ones are above that by their length alone. */
export const svgDrawnChars = 2_000_000;

const charsPerElement = svgDrawnChars / svgDrawnWeight;
/** Browsers read no deeper, and drawing deep groups is slow. */
const maxDepth = 250;
/** A step of a filter works on every pixel. */
const filterStepWeight = 300;
const animationWeight = 20;
/** What moves is drawn again for every frame, for as long as it is seen. */
const animatedFactor = 50;
const maxStyleTargets = 100;
/** Elements that a rule with a filter is taken to be for. */
const filteredElements = 50;
const pixelsPerElement = 1_000;
const dashesPerElement = 10;
/** Browsers draw no more dashes of one line. */
const maxDashes = 1_000_000;

/** An element with an id, or the root: what can be used from elsewhere, with all inside of it that is no scope itself. */
interface Scope {
  weight: number;
  elements: number;
  /** Ids of what is drawn inside of it, with how often. */
  targets: Map<string, number>;
  isGradient: boolean;
  /** How often all of it is done. */
  factor: number;
}

interface Scopes {
  root: Scope;
  byId: Map<string, Scope>;
  isAnimated: boolean;
}

/** One thing between `<` and `>`: what has no elements in it, or a tag with its attributes. */
const markup =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[^>]*>?|<!ENTITY(?:[^"'>]|"[^"]*"|'[^']*')*>?|<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:[^"'<>]|"[^"]*"|'[^']*')*)>?/g;
const attribute = /(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const urlTarget = /url\(\s*["']?#([^"')\s]+)/g;

class TooHeavy extends Error {}

/** Throws for what is too deep, or made of entities inside of entities. */
function readScopes(source: string): Scopes {
  const root = scopeOf("svg");
  const byId = new Map<string, Scope>();
  const open: Scope[] = [root];
  const styled = new Set<string>();
  let entityChars = 0;
  let isAnimated = false;

  const readStyle = (css: string) => {
    addStyled(css, styled);
    isAnimated ||= isMoving(css);
    root.weight += countFilters(css) * filteredElements * filterStepWeight;
    // Lines of any length may be meant.
    if (dashOf(css) < 0.01) throw new TooHeavy();
  };

  /** Whether the element goes on: it is open until its end. */
  const begin = (name: string, attributes: string): boolean => {
    const scope = readElement(name, attributes, open.at(-1) ?? root, byId);
    isAnimated ||= isAnimation(name) || isMoving(attributes);
    if (attributes.trimEnd().endsWith("/")) return false;
    open.push(scope);
    if (open.length > maxDepth) throw new TooHeavy();
    return true;
  };
  const readEntity = (text: string) => {
    if (/&[^#]/.test(text)) throw new TooHeavy();
    entityChars += text.length;
  };

  for (const { 0: text, 1: slash, 2: name = "", 3: attributes = "", index } of source.matchAll(markup)) {
    if (text.startsWith("<!ENTITY")) readEntity(text);
    else if (text.startsWith("<![CDATA[")) readStyle(text);
    else if (slash === "/") open.length = Math.max(1, open.length - 1);
    else if (name !== "" && begin(name, attributes) && name === "style")
      readStyle(textAt(source, index + text.length));
  }
  if (styled.size > maxStyleTargets) throw new TooHeavy();
  // A rule may be that of any element: it counts for each.
  for (const scope of [root, ...byId.values()])
    for (const id of styled) addTarget(scope.targets, id, scope.elements);
  if (entityChars > 0) root.weight += (entityChars * countEntities(source)) / charsPerElement;
  return { root, byId, isAnimated };
}

const countEntities = (source: string) => source.match(/&(?!(?:lt|gt|amp|quot|apos);|#)/g)?.length ?? 0;

const scopeOf = (name: string): Scope => ({
  weight: 0,
  elements: 0,
  targets: new Map(),
  isGradient: /gradient$/i.test(name),
  factor: 1,
});

/** What only waits to be used is not drawn where it stands. */
const isWaiting = (name: string) =>
  /^(symbol|clippath|mask|pattern|marker|filter|lineargradient|radialgradient)$/i.test(name);

/** Counts an element into its scope, or begins one for it. */
function readElement(name: string, attributes: string, outer: Scope, byId: Map<string, Scope>): Scope {
  const { id, targets, values } = readAttributes(attributes);
  let scope = outer;
  if (id !== null && !byId.has(id)) {
    scope = scopeOf(name);
    byId.set(id, scope);
    if (!isWaiting(name)) addTarget(outer.targets, id, 1);
  }
  for (const target of targets) addTarget(scope.targets, target, 1);
  scope.elements += 1;
  scope.weight += 1 + attributes.length / charsPerElement;
  scope.weight += costOf(name, values);
  if (isAnimation(name)) scope.weight += animationWeight;
  // Of what is in it when it has been read: a filter's steps work on its whole region.
  if (name === "filter") scope.factor = regionOf(values);
  return scope;
}

const isAnimation = (name: string) => /^(animate|set$)/.test(name);
const isMoving = (css: string) => /@keyframes|animation(-name)?\s*:|transition\s*:/i.test(css);
/** Filters that CSS has by name; those it refers to are counted where they stand. */
const countFilters = (css: string) =>
  css.match(/filter\s*:\s*(?!none|inherit|initial|unset|url)\w/gi)?.length ?? 0;

/** What an element costs beyond its being there. */
function costOf(name: string, values: ReadonlyMap<string, string>): number {
  const style = values.get("style") ?? "";
  let cost = countFilters(style) * filterStepWeight + dashesOf(values, style) / dashesPerElement;
  if (/^fe[A-Z]/.test(name)) cost += filterStepWeight * stepFactor(values);
  cost += embeddedCost(values.get("href") ?? values.get("xlink:href") ?? values.get("src") ?? "");
  return cost;
}

/** Some steps do their work more than once for each pixel. */
function stepFactor(values: ReadonlyMap<string, string>): number {
  const largest = (key: string) => Math.max(0, ...numbersIn(values.get(key) ?? ""));
  const octaves = largest("numOctaves");
  const kernel = largest("order") ** 2 / 9;
  const reach = Math.max(largest("radius") / 10, largest("stdDeviation") / 100);
  return Math.max(1, octaves / 4, kernel, reach);
}

/** How often a region holds what is filtered: a tenth more on each side where nothing is said. */
function regionOf(values: ReadonlyMap<string, string>): number {
  if (values.get("filterUnits") === "userSpaceOnUse") return 1;
  const share = (key: string) => {
    const text = values.get(key) ?? "120%";
    return (Number.parseFloat(text) || 0) / (text.trim().endsWith("%") ? 100 : 1);
  };
  return Math.min(svgWeightMax, Math.max(1, (share("width") * share("height")) / 4));
}

/** How long a pattern of dashes is, before it begins again; endless where there is none. */
function dashOf(css: string): number {
  const [, text = ""] = /stroke-dasharray\s*[:=]\s*["']?([^;"'}]+)/i.exec(css) ?? [];
  const length = numbersIn(text).reduce((sum, part) => sum + part, 0);
  return length > 0 ? length : Number.POSITIVE_INFINITY;
}

/** About how many dashes a line has, taken to go to and fro between its farthest points. */
function dashesOf(values: ReadonlyMap<string, string>, style: string): number {
  const own = values.get("stroke-dasharray");
  const length = dashOf(own === undefined ? style : `stroke-dasharray:${own}`);
  if (length === Number.POSITIVE_INFINITY) return 0;
  const places = ["d", "points", "x1", "y1", "x2", "y2", "r", "rx", "ry", "width", "height"].flatMap((key) =>
    numbersIn(values.get(key) ?? ""),
  );
  const reach = places.reduce((most, place) => Math.max(most, place), 0);
  return Math.min(maxDashes, (reach * (places.length + 4)) / length);
}

function embeddedCost(href: string): number {
  if (!/^\s*data:image\//i.test(href)) return 0;
  const picture = embeddedPixels(href);
  return typeof picture === "string" ? weighSvg(picture) : picture / pixelsPerElement;
}

const numbersIn = (text: string) =>
  text.match(/\d*\.?\d+(?:e[-+]?\d+)?/gi)?.map((number) => Math.min(svgWeightMax, Number(number))) ?? [];

function readAttributes(attributes: string) {
  let id: string | null = null;
  const targets: string[] = [];
  const values = new Map<string, string>();
  for (const [, key = "", double, single] of attributes.matchAll(attribute)) {
    const value = double ?? single ?? "";
    values.set(key, value);
    if (key === "id") id = value;
    else if (/^(xlink:)?href$/.test(key) && value.startsWith("#")) targets.push(value.slice(1));
    else for (const [, target = ""] of value.matchAll(urlTarget)) targets.push(target);
  }
  return { id, targets, values };
}

function addTarget(targets: Map<string, number>, id: string, count: number) {
  targets.set(id, (targets.get(id) ?? 0) + count);
}

function textAt(source: string, from: number): string {
  const end = source.indexOf("<", from);
  return source.slice(from, end === -1 ? undefined : end);
}

function addStyled(css: string, styled: Set<string>) {
  for (const [, id = ""] of css.matchAll(urlTarget)) styled.add(id);
}

/** Each scope once, those it uses before it. One that is used inside of itself counts for nothing there: browsers stop too. */
function weightOf({ root, byId, isAnimated }: Scopes): number {
  const weights = new Map<Scope, number | null>();
  const todo: Scope[] = [root];
  for (let scope = todo.at(-1); scope !== undefined; scope = todo.at(-1)) {
    const targets = [...scope.targets].flatMap(([id, count]) => {
      const target = byId.get(id);
      return target === undefined || target.isGradient ? [] : [{ target, count }];
    });
    const before = weights.get(scope);
    if (before === undefined) {
      weights.set(scope, null);
      for (const { target } of targets) if (!weights.has(target)) todo.push(target);
      continue;
    }
    todo.pop();
    if (before !== null) continue;
    const used = targets.reduce((sum, { target, count }) => sum + count * (weights.get(target) ?? 0), 0);
    weights.set(scope, Math.min(svgWeightMax, (scope.weight + used) * scope.factor));
  }
  return Math.min(svgWeightMax, (weights.get(root) ?? 0) * (isAnimated ? animatedFactor : 1));
}
