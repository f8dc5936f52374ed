// A task module that does not load.
throw new Error('this module is broken');

export {};
