using CtVlm.MLNet.Dicom;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Marks a <see cref="CtVolume"/> property of a row class, so that volumes in memory can be a column.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CtVolumeTypeAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(CtVolumeDataViewType.Instance, typeof(CtVolume), this);

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is CtVolumeTypeAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CtVolumeTypeAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(CtVolumeTypeAttribute).GetHashCode();
}
