using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet;

/// <summary>Finds vectors that are equal bit for bit.</summary>
internal sealed class VectorGroups : IEqualityComparer<float[]>
{
    /// <summary>Numbers distinct vectors from 0 in order of occurrence; -1 for null.</summary>
    public static int[] Number(IEnumerable<float[]?> vectors)
    {
        Dictionary<float[], int> numbers = new(new VectorGroups());
        List<int> result = [];
        foreach (float[]? vector in vectors)
        {
            int number = -1;
            if (vector is not null && !numbers.TryGetValue(vector, out number))
            {
                number = numbers.Count;
                numbers.Add(vector, number);
            }

            result.Add(number);
        }

        return [.. result];
    }

    public bool Equals(float[]? x, float[]? y) => Bytes(x).SequenceEqual(Bytes(y));

    public int GetHashCode([DisallowNull] float[] obj)
    {
        HashCode hash = default;
        hash.AddBytes(Bytes(obj));
        return hash.ToHashCode();
    }

    private static ReadOnlySpan<byte> Bytes(float[]? values) => MemoryMarshal.AsBytes(values.AsSpan());
}
