// The program of this site is its own, so that the theme can change without the expectation.
