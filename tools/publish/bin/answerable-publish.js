#!/usr/bin/env node
// npm links a command at install, before anything is built: this file is there then.
await import('../dist/src/main.js');
