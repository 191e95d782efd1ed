using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch;

/// <summary>Which slices of a series are shown to the encoder.</summary>
/// <remarks>
/// Every selection has a text form that <see cref="Parse"/> reads back, so that saved models, cache keys and the tool speak of it
/// alike. Selections are equal by value.
/// </remarks>
public abstract record SliceSelection
{
    private protected SliceSelection()
    {
    }

    /// <summary>Every slice.</summary>
    public static SliceSelection All { get; } = new AllSlices();

    /// <summary>n slices, evenly: index floor((i + 0.5) N / n); all slices when N is at most n, never a repeat.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static SliceSelection Uniform(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new UniformSlices(count);
    }

    /// <summary>
    /// One slice every so many millimetres: the series, N slices thick, is cut into whole steps, what is left over is split between both
    /// ends, and the slice that holds the middle of each step is taken. All slices when the step is no longer than their distance, the
    /// middle slice when it is longer than the series.
    /// </summary>
    /// <param name="stepMm">The step along the slice axis, millimetres; finite, above 0.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is not finite or not above 0.</exception>
    public static SliceSelection Every(double stepMm)
    {
        if (!(double.IsFinite(stepMm) && stepMm > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(stepMm), stepMm, "The step must be finite and above 0 mm.");
        }

        return new EverySlices(stepMm);
    }

    /// <summary>The slices first, first + 1, ..., lastExclusive - 1, as far as the series has them.</summary>
    /// <param name="first">The first index, 0 or more.</param>
    /// <param name="lastExclusive">The index after the last; above <paramref name="first"/>.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative, or the range is empty.</exception>
    public static SliceSelection Range(int first, int lastExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lastExclusive, first);
        return new IndexRangeSlices(first, lastExclusive);
    }

    /// <summary>The slices whose centres lie from one distance up to, but without, another; measured from the centre of slice 0.</summary>
    /// <param name="firstMm">Where the range starts, millimetres; finite, 0 or more.</param>
    /// <param name="lastExclusiveMm">Where it ends, millimetres; finite, above <paramref name="firstMm"/>.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An end is negative or not finite, or the range is empty.</exception>
    public static SliceSelection RangeMm(double firstMm, double lastExclusiveMm)
    {
        if (!(double.IsFinite(firstMm) && firstMm >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(firstMm), firstMm, "The start must be finite and 0 mm or more.");
        }

        if (!(double.IsFinite(lastExclusiveMm) && lastExclusiveMm > firstMm))
        {
            throw new ArgumentOutOfRangeException(nameof(lastExclusiveMm), lastExclusiveMm, "The end must be finite and above the start.");
        }

        return new MillimetreRangeSlices(firstMm, lastExclusiveMm);
    }

    /// <summary>n slices, evenly over those that hold body: at least 5 % of their pixels are above -300 HU. Every slice is decoded to see.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static SliceSelection BodyExtent(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new BodyExtentSlices(count);
    }

    /// <summary>Pictures in up to three planes of an axial series, evenly along each axis; coronal and sagittal ones head up, with square pixels.</summary>
    /// <param name="axial">Axial slices, 0 or more.</param>
    /// <param name="coronal">Coronal pictures, 0 or more.</param>
    /// <param name="sagittal">Sagittal pictures, 0 or more; at least one of the three is above 0.</param>
    /// <returns>The selection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or all are 0.</exception>
    public static SliceSelection Planes(int axial, int coronal, int sagittal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(axial);
        ArgumentOutOfRangeException.ThrowIfNegative(coronal);
        ArgumentOutOfRangeException.ThrowIfNegative(sagittal);
        if (axial == 0 && coronal == 0 && sagittal == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(axial), axial, "At least one plane must have a picture.");
        }

        return new PlanesSlices(axial, coronal, sagittal);
    }

    /// <summary>
    /// Reads the text form: <c>All</c>, <c>Uniform(16)</c>, <c>Every(5mm)</c>, <c>Range(10..50)</c>, <c>Range(100mm..250mm)</c>, <c>BodyExtent(16)</c>,
    /// <c>Planes(16,8,8)</c>.
    /// </summary>
    /// <param name="text">The text; names are read without regard to case.</param>
    /// <returns>The selection; its <see cref="object.ToString"/> is the canonical form of the text.</returns>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="ArgumentException">The text names no selection, or its numbers are out of range.</exception>
    public static SliceSelection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SliceSelectionText.TryRead(text, out string problem) ?? throw new ArgumentException($"{problem}.", nameof(text));
    }

    /// <summary>Whether the choice needs the volume: its pixels, or planes other than its own. If so, ask <see cref="Choose"/>.</summary>
    public virtual bool NeedsVolume => false;

    /// <summary>The chosen pictures of a volume.</summary>
    /// <param name="volume">The volume; decoded only where <see cref="NeedsVolume"/>.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    /// <returns>One entry a plane, each with at least one index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The selection holds no slice of the volume.</exception>
    /// <exception cref="DicomException">The volume cannot be read, or has no such planes.</exception>
    public virtual IReadOnlyList<PlaneSlices> Choose(CtVolume volume, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return [new PlaneSlices(SlicePlane.Axial, GetIndices(volume.SliceCount, volume.Geometry.SpacingMm[0]))];
    }

    /// <summary>The chosen slice indices of a volume of N slices.</summary>
    /// <param name="sliceCount">N, 1 or more.</param>
    /// <param name="spacingMm">Distance between neighbouring slices, millimetres; finite, above 0.</param>
    /// <returns>Ascending indices without repeats, at least one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no slice, the distance matters and is not above 0, or the selection holds no slice of such a series.
    /// </exception>
    /// <exception cref="InvalidOperationException">The selection <see cref="NeedsVolume"/>.</exception>
    public int[] GetIndices(int sliceCount, double spacingMm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sliceCount, 1);
        if (NeedsSpacing && sliceCount > 1 && !(double.IsFinite(spacingMm) && spacingMm > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(spacingMm), spacingMm, $"{this} needs the distance between slices, finite and above 0 mm.");
        }

        int[] indices = Select(sliceCount, spacingMm);
        if (indices.Length == 0)
        {
            RenderThrow.NoSlices(this, sliceCount, spacingMm);
        }

        return indices;
    }

    private protected InvalidOperationException NeedsTheVolume() => new($"{this} looks into the volume: its indices do not follow from a number of slices. Ask Choose(volume).");

    /// <summary>Whether the distance between slices changes the answer.</summary>
    private protected virtual bool NeedsSpacing => false;

    /// <summary>The indices, for a count that was checked and, where it is needed and there is more than one slice, a distance that was.</summary>
    private protected abstract int[] Select(int sliceCount, double spacingMm);
}
