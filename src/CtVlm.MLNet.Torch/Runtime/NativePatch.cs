using System.Buffers.Binary;

namespace CtVlm.MLNet.Torch;

/// <summary>Marks symbol versions that nothing binds to as weak, so that an older C++ library satisfies the loader.</summary>
/// <remarks>
/// TorchSharp's Linux library is built where the C++ library is newer than Debian 12's or RHEL 9's. Of its newest version it uses one
/// marker that no relocation binds, yet the loader refuses the file for the name. The flag VER_FLG_WEAK says that absence is no error.
/// <b>Source:</b> Linux Standard Base Core 5.0, section 10.7.4 (vna_flags).
/// </remarks>
internal static class NativePatch
{
    private const ushort WeakFlag = 0x2;

    /// <summary>The versions that a library needs of the C++ library and that are not among those defined.</summary>
    public static IReadOnlyList<ElfVersionNeed> FindMissing(ElfImage library, IReadOnlySet<string> defined) =>
        [.. library.ReadNeeds().Where(n => n.Library == StandardLibrary.FileName && !defined.Contains(n.Version))];

    /// <summary>The missing versions whose symbols a relocation binds: these cannot be done without.</summary>
    public static IReadOnlyList<ElfVersionNeed> FindIndispensable(ElfImage library, IReadOnlyList<ElfVersionNeed> missing)
    {
        IReadOnlySet<int> bound = library.ReadRelocatedVersions();
        return [.. missing.Where(n => bound.Contains(n.Index))];
    }

    /// <summary>A copy of a library's bytes in which the given versions are weak: two bytes differ for each.</summary>
    public static byte[] Apply(byte[] original, IReadOnlyList<ElfVersionNeed> needs)
    {
        byte[] copy = [.. original];
        foreach (ElfVersionNeed need in needs)
        {
            Span<byte> flags = copy.AsSpan(need.FlagsOffset, 2);
            BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag));
        }

        return copy;
    }
}
