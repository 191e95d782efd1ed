namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Tells where frames start when no offset table does: a fragment that begins with a codestream's first marker, after one that ends with its
/// last. All JPEG kinds end with FFD9, which their entropy-coded data cannot hold. RLE has no markers, and one fragment a frame by definition.
/// </summary>
/// <remarks><b>Source:</b> ISO/IEC 10918-1 B.1.1.3 (SOI, EOI); ISO/IEC 14495-1 C.1; ISO/IEC 15444-1 A.4.1 and A.4.4 (SOC, EOC); DICOM PS3.5 A.4.</remarks>
internal static class CodestreamEnds
{
    /// <summary>How far from a fragment's end padding may push the last marker.</summary>
    private const int TailBytes = 64;

    /// <summary>The first fragment of each frame; null when the markers do not give that many frames.</summary>
    public static int[]? Starts(ByteWindow window, IReadOnlyList<Fragment> fragments, int frames)
    {
        int[] starts = new int[frames];
        int found = 0;
        for (int i = 0; i < fragments.Count; i++)
        {
            if (IsStart(window.Get(fragments[i].Position, (int)Math.Min(fragments[i].Length, 2))) && (i == 0 || HasEnd(window, fragments[i - 1])))
            {
                if (found == frames)
                {
                    return null;
                }

                starts[found++] = i;
            }
            else if (i == 0)
            {
                return null;
            }
        }

        return found == frames && HasEnd(window, fragments[^1]) ? starts : null;
    }

    private static bool IsStart(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xD8 or 0x4F];

    private static bool HasEnd(ByteWindow window, Fragment fragment)
    {
        int count = (int)Math.Min(fragment.Length, TailBytes);
        return window.Get(fragment.End - count, count).TrimEnd((byte)0) is [.., 0xFF, 0xD9];
    }
}
