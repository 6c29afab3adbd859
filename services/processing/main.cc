// The processing service: follows intake, decides, counts.
int main() { return 0; }
