"""Prints words.csv: random words at addresses in every corner of the layout.

Usage: python3 words.py > words.csv

Written from the paper (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011) and from the layout that
WordAddress documents, with integers of any length: the 128-bit counter is put together as one number, not word by word.
"""
MASK = 2**32 - 1


def philox(counter, key):
    x = [counter >> 32 * i & MASK for i in range(4)]
    k = [key & MASK, key >> 32]
    for _ in range(10):
        a, b = 0xD2511F53 * x[0], 0xCD9E8D57 * x[2]
        x = [b >> 32 ^ x[1] ^ k[0], b & MASK, a >> 32 ^ x[3] ^ k[1], a & MASK]
        k = [k[0] + 0x9E3779B9 & MASK, k[1] + 0xBB67AE85 & MASK]
    return x


def word(seed, stream, item, call, trial):
    group, place = divmod(trial, 64)
    which, lane = divmod(place, 16)
    counter = group * 16 + lane | call << 42 | item << 64 | stream << 96
    return philox(counter, seed)[which]


def addresses():
    some = dict(seed=1, stream=0xC0575113, item=3, call=5, trial=77)
    for trial in [0, 1, 15, 16, 31, 32, 47, 48, 63, 64, 65, 127, 1023, 2**31, 2**32 - 1, 2**32, 2**34 - 1, 2**34, 2**34 + 17,
                  2**38 + 33, 2**43 + 49, 2**44 - 64, 2**44 - 1]:
        yield some | dict(trial=trial)
        yield dict(seed=0, stream=0, item=0, call=0, trial=trial)
    for call in [0, 1, 255, 256, 2**21, 2**22 - 1]:
        yield some | dict(call=call)
        yield some | dict(call=call, trial=2**44 - 1)
    for item in [0, 1, 2**16, 2**31, 2**32 - 1]:
        yield some | dict(item=item)
    for stream in [0, 1, 2**31, 2**32 - 1]:
        yield some | dict(stream=stream)
    for seed in [0, 2**32 - 1, 2**32, 2**63, 2**64 - 1, 20240607]:
        yield some | dict(seed=seed)


print("# Made by words.py: the frozen random words of CostSim. None of these may ever change.")
print("seed,stream,item,call,trial,word")
for address in addresses():
    print(*address.values(), f"{word(**address):08x}", sep=",")
