// C = A × B for square matrices of n rows, stored row by row. Each block computes a tile of C: it
// brings the tiles of A and B that it needs into shared memory, one pair after the other.
#define TILE 16

extern "C" __global__ void multiply(const float *a, const float *b, float *c, int n) {
  __shared__ float tileA[TILE][TILE];
  __shared__ float tileB[TILE][TILE];
  int row = blockIdx.y * TILE + threadIdx.y;
  int column = blockIdx.x * TILE + threadIdx.x;
  float sum = 0;
  for (int tile = 0; tile < n; tile += TILE) {
    int k = tile + threadIdx.x;
    tileA[threadIdx.y][threadIdx.x] = row < n && k < n ? a[(size_t)row * n + k] : 0;
    k = tile + threadIdx.y;
    tileB[threadIdx.y][threadIdx.x] = k < n && column < n ? b[(size_t)k * n + column] : 0;
    __syncthreads();
    for (int i = 0; i < TILE; i++) {
      sum += tileA[threadIdx.y][i] * tileB[i][threadIdx.x];
    }
    __syncthreads();
  }
  if (row < n && column < n) {
    c[(size_t)row * n + column] = sum;
  }
}
