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
/** A step of a filter works on every pixel, an animation on every frame. */
const filterStepWeight = 300;
const animationWeight = 200;
const maxStyleTargets = 100;

/** An element with an id, or the root: what can be used from elsewhere, with all inside of it that is no scope itself. */
interface Scope {
  weight: number;
  elements: number;
  /** Ids of what is drawn inside of it, with how often. */
  targets: Map<string, number>;
  isGradient: boolean;
}

interface Scopes {
  root: Scope;
  byId: Map<string, Scope>;
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

  /** Whether the element goes on: it is open until its end. */
  const begin = (name: string, attributes: string): boolean => {
    const scope = readElement(name, attributes, open.at(-1) ?? root, byId);
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
    else if (text.startsWith("<![CDATA[")) addStyled(text, styled);
    else if (slash === "/") open.length = Math.max(1, open.length - 1);
    else if (name !== "" && begin(name, attributes) && name === "style")
      addStyled(textAt(source, index + text.length), styled);
  }
  if (styled.size > maxStyleTargets) throw new TooHeavy();
  // A rule may be that of any element: it counts for each.
  for (const scope of [root, ...byId.values()])
    for (const id of styled) addTarget(scope.targets, id, scope.elements);
  if (entityChars > 0) root.weight += (entityChars * countEntities(source)) / charsPerElement;
  return { root, byId };
}

const countEntities = (source: string) => source.match(/&(?!(?:lt|gt|amp|quot|apos);|#)/g)?.length ?? 0;

const scopeOf = (name: string): Scope => ({
  weight: 0,
  elements: 0,
  targets: new Map(),
  isGradient: /gradient$/i.test(name),
});

/** What only waits to be used is not drawn where it stands. */
const isWaiting = (name: string) =>
  /^(symbol|clippath|mask|pattern|marker|filter|lineargradient|radialgradient)$/i.test(name);

/** Counts an element into its scope, or begins one for it. */
function readElement(name: string, attributes: string, outer: Scope, byId: Map<string, Scope>): Scope {
  const { id, targets } = readAttributes(attributes);
  let scope = outer;
  if (id !== null && !byId.has(id)) {
    scope = scopeOf(name);
    byId.set(id, scope);
    if (!isWaiting(name)) addTarget(outer.targets, id, 1);
  }
  for (const target of targets) addTarget(scope.targets, target, 1);
  scope.elements += 1;
  scope.weight += 1 + attributes.length / charsPerElement;
  if (/^fe[A-Z]/.test(name)) scope.weight += filterStepWeight;
  if (/^(animate|set$)/.test(name)) scope.weight += animationWeight;
  return scope;
}

function readAttributes(attributes: string): { id: string | null; targets: string[] } {
  let id: string | null = null;
  const targets: string[] = [];
  for (const [, key = "", double, single] of attributes.matchAll(attribute)) {
    const value = double ?? single ?? "";
    if (key === "id") id = value;
    else if (/^(xlink:)?href$/.test(key) && value.startsWith("#")) targets.push(value.slice(1));
    else for (const [, target = ""] of value.matchAll(urlTarget)) targets.push(target);
  }
  return { id, targets };
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
function weightOf({ root, byId }: Scopes): number {
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
    weights.set(scope, Math.min(svgWeightMax, scope.weight + used));
  }
  return weights.get(root) ?? 0;
}
