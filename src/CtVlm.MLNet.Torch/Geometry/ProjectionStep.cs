namespace CtVlm.MLNet.Torch;

/// <summary>One step of a fitted map of vectors.</summary>
/// <remarks>Immutable and safe for concurrent use. Each kind has a code in <see cref="ProjectionFormat"/>, which must never change its meaning.</remarks>
internal abstract class ProjectionStep
{
    /// <summary>Width of what comes out.</summary>
    /// <param name="width">Width of what goes in.</param>
    public abstract int GetOutputWidth(int width);

    /// <summary>Maps one vector.</summary>
    /// <param name="vector">What goes in; not changed.</param>
    /// <param name="destination">Receives <see cref="GetOutputWidth"/> values.</param>
    public abstract void Apply(ReadOnlySpan<float> vector, Span<float> destination);

    /// <summary>Writes its numbers.</summary>
    public abstract void Write(BinaryWriter writer);
}
