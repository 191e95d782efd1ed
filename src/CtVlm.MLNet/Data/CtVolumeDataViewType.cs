using CtVlm.MLNet.Dicom;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>The type of a column that holds CT volumes.</summary>
/// <remarks>
/// ML.NET can neither cache, shuffle nor save such a column: start pipelines from a text column with the series' path.
/// A volume that a getter gives belongs to the receiver; it holds no open file between reads, so leaving it to the collector is safe.
/// </remarks>
public sealed class CtVolumeDataViewType : StructuredDataViewType
{
    private CtVolumeDataViewType()
        : base(typeof(CtVolume))
    {
    }

    /// <summary>The type.</summary>
    public static CtVolumeDataViewType Instance { get; } = new();

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) => other is CtVolumeDataViewType;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CtVolumeDataViewType;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(CtVolumeDataViewType).GetHashCode();

    /// <summary>The name in schemas and messages.</summary>
    /// <returns>"CtVolume".</returns>
    public override string ToString() => nameof(CtVolume);
}
