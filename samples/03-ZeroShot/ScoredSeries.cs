using CtVlm.MLNet;
using CtVlm.MLNet.Dicom;
using Microsoft.ML.Data;

namespace ZeroShot;

/// <summary>A series as the pipeline leaves it.</summary>
internal sealed class ScoredSeries
{
    public string SeriesPath { get; set; } = "";

    /// <summary>The volume; the receiver's to dispose.</summary>
    [CtVolumeType]
    public CtVolume? Volume { get; set; }

    /// <summary>One probability a class, for the whole volume.</summary>
    public float[] Score { get; set; } = [];

    /// <summary>The volume's likeliest class.</summary>
    public string Answer { get; set; } = "";

    /// <summary>Slices x classes, row by row.</summary>
    [ColumnName("Slice.Score")]
    public float[] SliceScores { get; set; } = [];

    /// <summary>The likeliest class of each slice.</summary>
    [ColumnName("Slice.Answer")]
    public string[] SliceAnswers { get; set; } = [];
}
