using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Reads the rows that a calibration is fitted on; rows without a label are left out and counted.</summary>
/// <param name="host">Cancels, and is told what was left out.</param>
/// <param name="columns">The columns.</param>
internal sealed class CalibrationReader(IHost host, CalibrationColumns columns)
{
    private const double SumTolerance = 1e-4;

    private readonly List<float> _scores = [];
    private readonly List<int> _actual = [];
    private readonly List<long> _positions = [];

    /// <summary>Rows without a label.</summary>
    public long WithoutLabel { get; private set; }

    /// <summary>Reads them.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="kind">What the scores are; decided here where it is Auto.</param>
    /// <exception cref="InvalidOperationException">No labelled row; a score that is not finite, or no probability where they must be; a label that is no class.</exception>
    public CalibrationRows Read(IDataView input, ref ScoreInputKind kind)
    {
        using DataViewRowCursor cursor = input.GetRowCursor(columns.Score, columns.Label);
        ValueGetter<VBuffer<float>> scores = cursor.GetGetter<VBuffer<float>>(columns.Score);
        Func<int> label = CalibrationLabel.CreateReader(cursor, columns);
        VBuffer<float> vector = default, dense = default;
        while (cursor.MoveNext())
        {
            host.CheckAlive();
            scores(ref vector);
            Add(cursor.Position, label(), VectorReading.Dense(vector, ref dense));
        }

        if (_actual.Count == 0)
        {
            CalibrationThrow.NoRows(WithoutLabel);
        }

        Warn();
        kind = kind == ScoreInputKind.Auto ? Decide() : kind;
        return new CalibrationRows(columns.Classes, ToLogits(kind), [.. _actual]);
    }

    private void Add(long position, int actual, ReadOnlySpan<float> scores)
    {
        if (actual == CalibrationLabel.Missing)
        {
            WithoutLabel++;
            return;
        }

        if (actual == CalibrationLabel.Unknown)
        {
            CalibrationThrow.UnknownClass(position, columns.Label.Name, columns.ClassNames);
        }

        int slot = CalibrationSetup.FindNotFinite(scores);
        if (slot >= 0)
        {
            CalibrationThrow.NotFinite(position, columns.Score.Name, slot);
        }

        _scores.AddRange(scores);
        _actual.Add(actual);
        _positions.Add(position);
    }

    private ReadOnlySpan<float> Row(int row) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_scores).Slice(row * columns.Classes, columns.Classes);

    private ScoreInputKind Decide()
    {
        for (int row = 0; row < _actual.Count; row++)
        {
            double sum = 0;
            foreach (float score in Row(row))
            {
                sum += score;
            }

            if (CalibrationSetup.FindNoProbability(Row(row)) >= 0 || Math.Abs(sum - 1) > SumTolerance)
            {
                return ScoreInputKind.Logits;
            }
        }

        return ScoreInputKind.Probabilities;
    }

    private double[] ToLogits(ScoreInputKind kind)
    {
        double[] logits = new double[_scores.Count];
        for (int row = 0; row < _actual.Count; row++)
        {
            int slot = kind == ScoreInputKind.Probabilities ? CalibrationSetup.FindNoProbability(Row(row)) : -1;
            if (slot >= 0)
            {
                CalibrationThrow.NoProbability(_positions[row], columns.Score.Name, slot, Row(row)[slot]);
            }

            CalibrationSetup.ToLogits(Row(row), kind, logits.AsSpan(row * columns.Classes, columns.Classes));
        }

        return logits;
    }

    private void Warn()
    {
        if (WithoutLabel > 0)
        {
            using IChannel channel = host.Start("Fit");
            channel.Warning($"{CalibrateScoresEstimator.Verb}: {WithoutLabel} rows without a label in '{columns.Label.Name}' were left out of the fit.");
        }
    }
}
