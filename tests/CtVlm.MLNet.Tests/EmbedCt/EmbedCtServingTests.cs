using System.Collections.Concurrent;
using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

public class EmbedCtServingTests
{
    [Fact]
    public void Workout_FromPathToBag_Passes()
    {
        var fixture = new EmbedCtFixture { Encoder = VlmEncoder.FromSeed(5) };
        EstimatorWorkout.Run(fixture.Ml, fixture.Pipeline(), new EstimatorWorkoutInput
        {
            Valid = fixture.View(3),
            Invalid = [fixture.Ml.Data.LoadFromEnumerable([new VectorRow { Embedding = [1, 2, 3] }])],
            Tolerance = 1e-5f,
        });
    }

    [Fact]
    public void PredictionEngine_EqualsTransform()
    {
        var fixture = new EmbedCtFixture();
        IReadOnlyList<CtStudy> studies = TestCohort.Shared.Rows(fixture.Ml);
        ITransformer model = fixture.Pipeline().Fit(fixture.View());
        using PredictionEngine<CtStudy, BagPrediction> engine = fixture.Ml.Model.CreatePredictionEngine<CtStudy, BagPrediction>(model);
        List<float[]> expected = fixture.ReadBags(fixture.View(6));
        for (int i = 0; i < expected.Count; i++)
        {
            BagPrediction prediction = engine.Predict(studies[i]);
            Assert.Equal(studies[i].PatientId, prediction.PatientId);
            Assert.Equal(expected[i], prediction.Slices, (a, b) => Math.Abs(a - b) <= 1e-5f);
        }
    }

    [Fact]
    public void PredictionEngine_Disposed_LeavesItsSiblingAlive()
    {
        var fixture = new EmbedCtFixture();
        CtStudy study = TestCohort.Shared.Rows(fixture.Ml)[0];
        ITransformer model = fixture.Pipeline().Fit(fixture.View());
        PredictionEngine<CtStudy, BagPrediction> first = fixture.Ml.Model.CreatePredictionEngine<CtStudy, BagPrediction>(model);
        using PredictionEngine<CtStudy, BagPrediction> second = fixture.Ml.Model.CreatePredictionEngine<CtStudy, BagPrediction>(model);
        float[] expected = first.Predict(study).Slices;
        first.Dispose();
        Assert.Equal(expected, second.Predict(study).Slices);
    }

    [Fact]
    public async Task PredictionEnginePool_SixteenThreads_EqualTheSerialAnswers()
    {
        var fixture = new EmbedCtFixture();
        IReadOnlyList<CtStudy> studies = TestCohort.Shared.Rows(fixture.Ml);
        ITransformer model = fixture.Pipeline().Fit(fixture.View());
        List<float[]> expected = fixture.ReadBags(fixture.View());
        var options = new PredictionEngineOptions { OwnsTransformer = false };
        var pool = new ConcurrentBag<PredictionEngine<CtStudy, BagPrediction>>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 96), new ParallelOptions { MaxDegreeOfParallelism = 16 }, (request, _) =>
        {
            int study = request % studies.Count;
            if (!pool.TryTake(out PredictionEngine<CtStudy, BagPrediction>? engine))
            {
                engine = fixture.Ml.Model.CreatePredictionEngine<CtStudy, BagPrediction>(model, options);
            }

            float[] actual = engine.Predict(studies[study]).Slices;
            pool.Add(engine);
            Assert.Equal(expected[study], actual, (a, b) => Math.Abs(a - b) <= 1e-5f);
            return ValueTask.CompletedTask;
        });
        Assert.InRange(pool.Count, 1, 16);
    }

    [Fact]
    public void ReadAndPredict_LeaveNoTensorAndNoFileBehind()
    {
        using var folder = new TemporaryFolder();
        var fixture = new EmbedCtFixture();
        CtStudy[] studies = [.. CopyStudies(fixture, folder)];
        IDataView view = fixture.Ml.Data.LoadFromEnumerable(studies);
        ITransformer warmUp = fixture.Pipeline().Fit(view);
        ViewReading.ReadColumn<float[]>(warmUp.Transform(view), "Slices");
        ((IDisposable)warmUp).Dispose();
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ITransformer model = fixture.Pipeline().Fit(view);
        ViewReading.ReadColumn<float[]>(model.Transform(view), "Slices");
        using (PredictionEngine<CtStudy, BagPrediction> engine = fixture.Ml.Model.CreatePredictionEngine<CtStudy, BagPrediction>(model))
        {
            engine.Predict(studies[0]);
        }

        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Empty(OpenFilesBelow(folder.Path));
        Assert.Equal(0, fixture.Counter.Loaded);
    }

    [Fact]
    public void Save_EncoderMadeByCode_SaysWhatToUse()
    {
        var fixture = new EmbedCtFixture();
        ITransformer model = fixture.Pipeline().Fit(fixture.View());
        var failure = Assert.ThrowsAny<InvalidOperationException>(() => fixture.Ml.Model.Save(model, fixture.View().Schema, Stream.Null));
        Assert.Contains("VlmEncoder.FromFolder", failure.ToString(), StringComparison.Ordinal);
    }

    // Series of the test's own, for other tests read the shared ones at the same time.
    private static IEnumerable<CtStudy> CopyStudies(EmbedCtFixture fixture, TemporaryFolder folder)
    {
        foreach (CtStudy study in TestCohort.Shared.Rows(fixture.Ml).Take(4))
        {
            string copy = Directory.CreateDirectory(folder.Combine(study.PatientId)).FullName;
            foreach (string file in Directory.GetFiles(study.SeriesPath))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }

            yield return new CtStudy { SeriesPath = copy, PatientId = study.PatientId, Severity = study.Severity };
        }
    }

    private static List<string> OpenFilesBelow(string folder)
    {
        List<string> open = [];
        foreach (string handle in Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd") : [])
        {
            try
            {
                string target = File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName ?? "";
                if (target.StartsWith(folder, StringComparison.Ordinal))
                {
                    open.Add(target);
                }
            }
            catch (FileNotFoundException)
            {
                // Another thread closed it between the listing and the look: it is not open.
            }
        }

        return open;
    }
}
