#!/usr/bin/env node
// The command line. It stands outside of dist/ since npm links a command when it installs, and in the repository nothing
// is built by then.
import '../dist/cli.mjs';
