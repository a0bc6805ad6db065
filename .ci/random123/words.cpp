// Writes words of Philox4x32-10 as Random123 computes them, at the addresses of words.cs. Usage: words FILE
#include <Random123/philox.h>
#include <cstdint>
#include <cstdio>

int main(int, char** arguments) {
    std::FILE* file = std::fopen(arguments[1], "wb");
    if (!file)
        return 1;
    const uint64_t seed = 0x0123456789ABCDEF;
    const r123::Philox4x32::key_type key = {{uint32_t(seed), uint32_t(seed >> 32)}};
    r123::Philox4x32 philox;
    for (uint64_t block = 0; block < 256; block++) {
        const uint32_t stream = 0xDEADBEEF, item = uint32_t(block * 16777259), call = uint32_t(block * 16447);
        const uint64_t firstTrial = block * (uint64_t(1) << 36);
        for (uint64_t trial = firstTrial; trial < firstTrial + 65536; trial++) {
            // Trials stand in groups of 64; sixteen neighbours are sixteen counters, and take the same word of each.
            const uint64_t counter = trial / 64 * 16 + trial % 16;
            const r123::Philox4x32::ctr_type position = {{uint32_t(counter), uint32_t(counter >> 32) | call << 10, item, stream}};
            const uint32_t word = philox(position, key)[trial / 16 % 4];
            if (std::fwrite(&word, sizeof word, 1, file) != 1)
                return 1;
        }
    }
    return std::fclose(file);
}
