/** A step into a value: a field's name or an item's index. */
export type PathSegment = string | number;

/** A path as Kubernetes writes it: `spec.podTemplate.spec.containers[0].name`, `metadata.labels[example.com/team]`. */
export function formatPath(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') {
      text += `[${segment}]`;
    } else if (/^[\w-]+$/.test(segment)) {
      text += text ? `.${segment}` : segment;
    } else {
      text += `[${segment}]`;
    }
  }
  return text;
}
