#!/usr/bin/env node
// npm links a bin only where the file exists at install time, so this committed stub imports the build.
import '../dist/main.js';
