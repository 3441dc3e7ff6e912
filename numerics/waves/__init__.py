"""The Schrodinger equation on a grid and the fluid that it is equal to."""
