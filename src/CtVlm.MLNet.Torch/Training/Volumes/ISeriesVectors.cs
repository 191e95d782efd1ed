namespace CtVlm.MLNet.Torch;

/// <summary>Gives the vectors of series' slices, with a graph where the tower trains.</summary>
internal interface ISeriesVectors : IDisposable
{
    /// <summary>Which way it goes, in a few words.</summary>
    string Path { get; }

    /// <summary>Slices of a series, after it was read once.</summary>
    int GetSliceCount(int series);

    /// <summary>Vectors of the slices of some series, as a batch of bags.</summary>
    /// <param name="series">Indices of the series.</param>
    /// <param name="seed">Decides how they are varied, series by series; null leaves them as they are.</param>
    /// <returns>In the caller's dispose scope.</returns>
    BagBatch Read(IReadOnlyList<int> series, int? seed);
}
