namespace CtVlm.MLNet.Torch;

/// <summary>Which bags are trained on and which are held back. No patient is in both.</summary>
/// <param name="Training">Indices of the bags trained on, in their order; every class is among them.</param>
/// <param name="Validation">Indices of the bags held back, in their order.</param>
/// <param name="TrainingPatients">Number of patients trained on.</param>
/// <param name="ValidationPatients">Number of patients held back.</param>
internal sealed record PoolingSplit(IReadOnlyList<int> Training, IReadOnlyList<int> Validation, int TrainingPatients, int ValidationPatients)
{
    /// <summary>Splits the bags.</summary>
    /// <remarks>
    /// Patients are drawn class by class, by their highest class, in proportion to the patients of that class; one is drawn only while each of its classes keeps a bag to train on.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A share is to be held back, but no patient can be.</exception>
    public static PoolingSplit Create(PoolingData data, PoolingTraining training)
    {
        int[][] patients = GroupByPatient(data);
        HashSet<int[]> heldBack = training.ValidationShare > 0 ? Draw(data, patients, training) : [];
        return new PoolingSplit(
            [.. patients.Where(p => !heldBack.Contains(p)).SelectMany(p => p).Order()],
            [.. heldBack.SelectMany(p => p).Order()],
            patients.Length - heldBack.Count,
            heldBack.Count);
    }

    private static int[][] GroupByPatient(PoolingData data)
    {
        IEnumerable<int> bags = Enumerable.Range(0, data.Bags.Count);
        return data.Patients.Count == 0
            ? [.. bags.Select(bag => new[] { bag })]
            : [.. bags.GroupBy(bag => data.Patients[bag], StringComparer.Ordinal).Select(group => group.ToArray())];
    }

    private static HashSet<int[]> Draw(PoolingData data, int[][] patients, PoolingTraining training)
    {
        int[][] shuffled = [.. patients];
        new Random(training.Seed).Shuffle(shuffled);
        int[] left = new int[data.Classes.Max() + 1];
        foreach (int c in data.Classes)
        {
            left[c]++;
        }

        int wanted = Math.Max(1, (int)Math.Round(training.ValidationShare * patients.Length, MidpointRounding.AwayFromZero));
        HashSet<int[]> drawn = [];
        foreach (int[] patient in InTurn(data, shuffled))
        {
            if (drawn.Count < Math.Min(wanted, patients.Length - 1) && patient.GroupBy(bag => data.Classes[bag]).All(g => left[g.Key] > g.Count()))
            {
                drawn.Add(patient);
                Array.ForEach(patient, bag => left[data.Classes[bag]]--);
            }
        }

        return drawn.Count > 0
            ? drawn
            : throw new InvalidOperationException(
                $"Training: of {patients.Length} patients none can be held back for validation and leave every class to train on; no patients would be left for training. Give more patients, or set ValidationShare to 0.");
    }

    // A patient's place is its rank within its class over the size of the class: any beginning of the order mixes the classes as the whole does.
    private static IEnumerable<int[]> InTurn(PoolingData data, int[][] patients) => patients
        .GroupBy(patient => patient.Max(bag => data.Classes[bag]))
        .SelectMany(group => group.Select((patient, rank) => (Patient: patient, Place: (rank + 0.5) / group.Count(), Class: group.Key)))
        .OrderBy(p => p.Place).ThenBy(p => p.Class)
        .Select(p => p.Patient);
}
