using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Reads vectors that may be sparse.</summary>
internal static class VectorReading
{
    /// <summary>All values of a vector; <paramref name="scratch"/> holds them where the vector is sparse.</summary>
    public static ReadOnlySpan<float> Dense(in VBuffer<float> vector, ref VBuffer<float> scratch)
    {
        if (vector.IsDense)
        {
            return vector.GetValues();
        }

        vector.CopyToDense(ref scratch);
        return scratch.GetValues();
    }
}
