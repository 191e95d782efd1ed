namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Where the bytes of one frame lie. Fragments of a frame follow one another, so that one read brings them all; with two or more, each has its
/// item header before it, the first one too.
/// </summary>
/// <param name="Position">Where the first byte is, in the inflated data set if it is deflated.</param>
/// <param name="Length">From the first byte to the last, item headers included if there are several fragments.</param>
/// <param name="Fragments">How many fragments there are, 1 or more; 1 for a native frame.</param>
internal readonly record struct StoredFrame(long Position, int Length, int Fragments = 1)
{
    /// <summary>Length of the frame alone.</summary>
    public int JoinedLength => Fragments == 1 ? Length : Length - (Fragments * Fragment.HeaderBytes);
}
