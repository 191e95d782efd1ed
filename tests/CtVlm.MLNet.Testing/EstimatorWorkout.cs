using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace CtVlm.MLNet.Testing;

/// <summary>What every estimator must pass: the checks of ML.NET's own estimator test, and saving for another process with nothing registered.</summary>
public static class EstimatorWorkout
{
    public static void Run(MLContext ml, IEstimator<ITransformer> estimator, EstimatorWorkoutInput input)
    {
        SchemaShape promised = estimator.GetOutputSchema(SchemaShapes.Create(input.Valid.Schema));
        Assert.All(input.Invalid, invalid =>
        {
            MustFail(() => estimator.GetOutputSchema(SchemaShapes.Create(invalid.Schema)));
            MustFail(() => estimator.Fit(invalid));
        });

        ITransformer transformer = estimator.Fit(input.Valid);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "model.zip");
        ml.Model.Save(transformer, input.Valid.Schema, path);
        ITransformer loaded = ml.Model.Load(path, out DataViewSchema loadedSchema);
        SchemaAssert.Same(input.Valid.Schema, loadedSchema);
        CheckBehaviour(transformer, loaded, input);
        SchemaAssert.Promised(promised, transformer.GetOutputSchema(input.Valid.Schema));
        if (input.ChecksOtherProcess)
        {
            OtherProcess.SameValues(ml, path, input.Valid, transformer.Transform(input.Valid), input.Tolerance);
        }

        (loaded as IDisposable)?.Dispose();
        (loaded as IDisposable)?.Dispose();
    }

    private static void CheckBehaviour(ITransformer transformer, ITransformer loaded, EstimatorWorkoutInput input)
    {
        DataViewSchema schema = transformer.GetOutputSchema(input.Valid.Schema);
        Assert.True(transformer.IsRowToRowMapper);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(input.Valid.Schema);
        Assert.Same(input.Valid.Schema, mapper.InputSchema);
        SchemaAssert.Same(schema, mapper.OutputSchema);
        SchemaAssert.Same(schema, loaded.GetOutputSchema(input.Valid.Schema));

        IDataView result = transformer.Transform(input.Valid);
        IDataView loadedResult = loaded.Transform(input.Valid);
        SchemaAssert.Same(schema, result.Schema);
        SchemaAssert.Same(schema, loadedResult.Schema);
        ValueAssert.SameViews(result, loadedResult, input.Tolerance);
        CheckCursors(result, input.Tolerance);
        Assert.All(input.Invalid, invalid =>
        {
            MustFail(() => transformer.GetOutputSchema(invalid.Schema));
            MustFail(() => transformer.Transform(invalid));
            MustFail(() => loaded.GetOutputSchema(invalid.Schema));
            MustFail(() => loaded.Transform(invalid));
        });
    }

    // A cursor that ends early, then two at once on two threads: none may disturb another.
    private static void CheckCursors(IDataView view, float tolerance)
    {
        string[] names = [.. view.Schema.Where(c => !c.IsHidden).Select(c => c.Name)];
        List<object?[]> expected = ViewReading.ReadRows(view, names);
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            Assert.True(cursor.MoveNext());
            Assert.All(names, name => ViewReading.CreateReader(cursor, view.Schema[name])());
        }

        List<object?[]>[] readings = [[], []];
        Parallel.For(0, readings.Length, new ParallelOptions { MaxDegreeOfParallelism = readings.Length }, i => readings[i] = ViewReading.ReadRows(view, names));
        foreach (List<object?[]> rows in readings)
        {
            Assert.Equal(expected.Count, rows.Count);
            for (int r = 0; r < rows.Count; r++)
            {
                Assert.All(names.Index(), c => ValueAssert.SameValue(expected[r][c.Index], rows[r][c.Index], tolerance, $"two threads, row {r}, column '{c.Item}'"));
            }
        }
    }

    /// <summary>The action fails at once, with one of the exceptions by which ML.NET tells a schema mismatch.</summary>
    public static void MustFail(Action action)
    {
        Exception failure = Assert.ThrowsAny<Exception>(action);
        while (failure is TargetInvocationException { InnerException: { } inner })
        {
            failure = inner;
        }

        Assert.True(failure is ArgumentOutOfRangeException or InvalidOperationException, $"A schema mismatch must be told by ArgumentOutOfRangeException, got {failure}.");
    }
}
