using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Gives the vectors of series' texts: through the tower where its blocks train, else of what was computed once.</summary>
internal sealed class SeriesTexts : IDisposable
{
    private readonly TextTower _tower;
    private readonly IReadOnlyList<string> _texts;
    private readonly Dictionary<string, int>? _places;
    private readonly Tensor? _held;
    private readonly bool _projects;

    private SeriesTexts(TextTower tower, IReadOnlyList<string> texts, Dictionary<string, int>? places, Tensor? held, bool projects)
    {
        _tower = tower;
        _texts = texts;
        _places = places;
        _held = held;
        _projects = projects;
    }

    /// <summary>Which way they go, in a few words.</summary>
    public string Path => _held is null ? "texts through the text tower at every step" : _projects ? "vectors of each text before the projection, computed once" : "vectors of each text, computed once";

    /// <summary>Texts of series.</summary>
    /// <param name="tower">The tower; the caller's.</param>
    /// <param name="texts">The text of each series.</param>
    /// <param name="training">What of the tower trains.</param>
    public static SeriesTexts Create(TextTower tower, IReadOnlyList<string> texts, TextTraining training)
    {
        if (training == TextTraining.Tower)
        {
            return new SeriesTexts(tower, texts, null, null, projects: false);
        }

        using IDisposable mode = no_grad();
        string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
        bool projects = training == TextTraining.Projection;
        Tensor held = (projects ? tower.Pool(distinct) : tower.Encode(distinct)).DetachFromDisposeScope();
        return new SeriesTexts(tower, texts, distinct.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal), held, projects);
    }

    /// <summary>Vectors of the texts of some series: (B, D), in the caller's dispose scope.</summary>
    public Tensor Read(IReadOnlyList<int> series)
    {
        if (_held is null)
        {
            return _tower.Encode([.. series.Select(s => _texts[s])]);
        }

        using Tensor places = tensor(series.Select(s => (long)_places![_texts[s]]).ToArray(), device: _held.device);
        Tensor read = _held.index_select(0, places);
        if (!_projects)
        {
            return read;
        }

        using (read)
        {
            return _tower.Module.Project(read);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held?.Dispose();
}
