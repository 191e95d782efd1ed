using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>
/// Chooses pictures: 58 percent at diseased wall, both diseased classes alike; 24 percent of normal patients and 18 percent of clean slices of diseased ones, at places where others
/// have their disease, so that the place tells nothing.
/// </summary>
internal sealed class PicturePicker
{
    private const double DiseasedShare = 0.58;
    private const double NormalShare = 0.24;
    private const int Tries = 50;

    private readonly PatientSet _patients;
    private readonly int _leastWall;

    /// <summary>A picker.</summary>
    /// <param name="patients">The patients.</param>
    /// <param name="leastWall">Least pixels of diseased wall in the slice of a diseased picture, where a patient has such a slice.</param>
    public PicturePicker(PatientSet patients, int leastWall)
    {
        _patients = patients;
        _leastWall = leastWall;
    }

    /// <summary>Chooses one picture.</summary>
    public PicturePick Pick(RandomStream random)
    {
        double kind = random.Next();
        return kind < DiseasedShare ? PickDiseased(random)
            : kind < DiseasedShare + NormalShare ? new PicturePick(random.Pick(_patients.OfClass(0)), PickDiseased(random).Place)
            : PickClean(random);
    }

    private PicturePick PickDiseased(RandomStream random)
    {
        TrainingPatient patient = random.Pick(_patients.OfClass(1 + random.Below(2)));
        Place place = default;
        for (int i = 0; i < Tries; i++)
        {
            (int slice, int pixel) = patient.WallPlace(random.Below(patient.WallCount));
            place = new Place(slice, pixel);
            if (patient.Wall(slice).Length >= _leastWall)
            {
                break;
            }
        }

        return new PicturePick(patient, place);
    }

    // The place is another patient's, in a slice where this one has no disease; a normal patient stands in where there is none.
    private PicturePick PickClean(RandomStream random)
    {
        TrainingPatient patient = random.Pick(_patients.OfClass(1 + random.Below(2)));
        for (int i = 0; i < Tries; i++)
        {
            Place place = PickDiseased(random).Place;
            if (patient.Wall(place.Slice).Length == 0)
            {
                return new PicturePick(patient, place);
            }
        }

        return new PicturePick(random.Pick(_patients.OfClass(0)), PickDiseased(random).Place);
    }
}
