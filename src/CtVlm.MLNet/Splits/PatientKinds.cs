namespace CtVlm.MLNet;

/// <summary>Patients with the same rows in each class are one kind: exchanging them changes nothing, so folds are searched by kind and patients dealt afterwards.</summary>
internal sealed class PatientKinds
{
    private readonly List<int[]> _counts = [];
    private readonly List<List<int>> _patients = [];

    /// <summary>Sorts patients into kinds.</summary>
    public PatientKinds(PatientTable table)
    {
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        for (int patient = 0; patient < table.Patients; patient++)
        {
            int[] counts = table.CountsOf(patient).ToArray();
            string name = string.Join(',', counts);
            if (known.TryAdd(name, _counts.Count))
            {
                _counts.Add(counts);
                _patients.Add([]);
            }

            _patients[known[name]].Add(patient);
        }
    }

    /// <summary>Number of kinds.</summary>
    public int Count => _counts.Count;

    /// <summary>Rows of a patient of a kind in each class.</summary>
    public int[] CountsOf(int kind) => _counts[kind];

    /// <summary>Patients of a kind.</summary>
    public List<int> PatientsOf(int kind) => _patients[kind];
}
