const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? 'missing' : text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Where two JSON values first differ, in words, or undefined where they do not. Members go by name, items by place. */
export const firstDifference = (said: unknown, counted: unknown, path: string): string | undefined => {
  if (isObject(said) && isObject(counted) && Array.isArray(said) === Array.isArray(counted)) {
    for (const key of [...new Set([...Object.keys(counted), ...Object.keys(said)])].sort()) {
      const own = (of: object): boolean => Object.prototype.hasOwnProperty.call(of, key);
      const difference = firstDifference(
        own(said) ? said[key] : undefined,
        own(counted) ? counted[key] : undefined,
        `${path}/${key}`,
      );
      if (difference) return difference;
    }
    return undefined;
  }
  if (said === counted) return undefined;
  return `${path || '/'} says ${shown(said)}, the recount ${shown(counted)}`;
};
