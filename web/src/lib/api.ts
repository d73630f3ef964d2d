// Talking to the server: every unsafe request carries the session's token against forgery.

export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export function csrf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

async function answered<T>(answer: Response): Promise<T> {
  if (answer.ok) return (await answer.json()) as T;
  const told = (await answer.json().catch(() => null)) as { error?: string } | null;
  throw new Refusal(answer.status, told?.error ?? `the server answered ${answer.status}`);
}

/** GET, with parameters that are null, undefined or empty left out. */
export async function get<T>(path: string, parameters: Record<string, unknown> = {}): Promise<T> {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") url.searchParams.append(name, String(one));
    }
  }
  return answered<T>(await fetch(url, { headers: { accept: "application/json" } }));
}

/** POST with a JSON body, or with a form for uploads. */
export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { "x-foedus-csrf": csrf(), accept: "application/json" };
  if (!isForm) headers["content-type"] = "application/json";
  return answered<T>(await fetch(path, { method: "POST", headers, body: isForm ? body : JSON.stringify(body) }));
}
