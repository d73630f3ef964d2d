// The overview page.
export {};
