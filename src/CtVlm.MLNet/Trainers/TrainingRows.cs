using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Rows that a classifier is trained on, in memory; rows without a label or with a value that is not finite are left out and counted.</summary>
/// <param name="Width">D, values of a row.</param>
/// <param name="X">Features [n, D], row by row.</param>
/// <param name="Y">Class of each row, 0..K-1 in the order of <see cref="Classes"/>.</param>
/// <param name="Classes">The classes.</param>
internal sealed record TrainingRows(int Width, double[] X, int[] Y, LabelClasses Classes)
{
    /// <summary>n.</summary>
    public int Count => Y.Length;

    /// <summary>Values of one row, D.</summary>
    public ReadOnlySpan<double> this[int row] => X.AsSpan(row * Width, Width);

    /// <summary>Reads the rows once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">No row is left, all are of one class, or a label is no whole number.</exception>
    public static TrainingRows Read(IHost host, IDataView view, TrainerColumns columns)
    {
        DataViewSchema.Column features = columns.FindFeatures(host, view.Schema, width: null), label = columns.FindLabel(host, view.Schema);
        List<double> x = [];
        List<LabelValue?> labels = [];
        int unlabelled = 0, notFinite = 0;
        using (DataViewRowCursor cursor = view.GetRowCursor([features, label]))
        {
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(features);
            Func<LabelValue?> read = LabelReader.Create(cursor, label, columns.Verb);
            VBuffer<float> vector = default, dense = default;
            while (cursor.MoveNext())
            {
                host.CheckAlive();
                getter(ref vector);
                ReadOnlySpan<float> values = VectorReading.Dense(vector, ref dense);
                LabelValue? value = read();
                bool isFinite = !values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue);
                unlabelled += value is null ? 1 : 0;
                notFinite += isFinite ? 0 : 1;
                if (value is not null && isFinite)
                {
                    labels.Add(value);
                    foreach (float number in values)
                    {
                        x.Add(number);
                    }
                }
            }
        }

        Warn(host, columns, unlabelled, notFinite);
        LabelClasses classes = LabelClasses.Of(labels);
        return classes.Names.Length >= 2
            ? new TrainingRows(features.Type.GetVectorSize(), [.. x], classes.Numbers, classes)
            : throw host.Process(new InvalidOperationException(
                $"{columns.Verb}: {labels.Count} rows of {classes.Names.Length} classes in column '{columns.Label}' can be trained on, rows of two classes or more expected; {unlabelled} rows have no label, {notFinite} have features that are not finite."));
    }

    private static void Warn(IHost host, TrainerColumns columns, int unlabelled, int notFinite)
    {
        if (unlabelled + notFinite > 0)
        {
            using IChannel channel = host.Start("Fit");
            channel.Warning($"{columns.Verb}: training rows were left out: {unlabelled} without a label in '{columns.Label}', {notFinite} with NaN or infinity in '{columns.Features}'.");
        }
    }
}
