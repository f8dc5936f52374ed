// What the bench tells a process with one route, and what it answers.

export type RouteOrder = { readonly body: string };
export type RouteReport = { readonly port: number };
