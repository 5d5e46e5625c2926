/** A step into a value: a field's name or an item's index. */
export type PathSegment = string | number;

/** Longest key of a label: a domain, a slash and a name. Longer segments are cut. */
const LONGEST_SEGMENT = 317;
/** Length at which a path is cut: objects of hostile files nest long keys deeply. */
const LONGEST_PATH = 2000;

/**
 * A path as Kubernetes writes it: `spec.podTemplate.spec.containers[0].name`, `metadata.labels[example.com/team]`. Very
 * long ones are cut.
 */
export function formatPath(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else if (segment.length > LONGEST_SEGMENT) {
      text += `[${segment.slice(0, LONGEST_SEGMENT)}...]`;
    } else if (/^[\w-]+$/.test(segment)) {
      text += text ? `.${segment}` : segment;
    } else {
      text += `[${segment}]`;
    }
    if (text.length > LONGEST_PATH) { return `${text.slice(0, LONGEST_PATH)}...`; }
  }
  return text;
}
