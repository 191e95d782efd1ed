// Draws every pooling and every projection that the package has, for the page that helps to choose one, src/CtVlm.MLNet.Torch/Geometry/README.md:
//   dotnet run -c Release --project samples/04-GeometryPictures -- src/CtVlm.MLNet.Torch/Geometry/pictures
// Without a folder the pictures go to a temporary one; --short leaves out most poolings that have to be trained. What a later version adds to the package is drawn without a change here.
using CtVlm.MLNet.Torch;
using GeometryPictures;

bool isShort = args.Contains("--short");
string folder = args.FirstOrDefault(a => a != "--short") ?? Path.Combine(Path.GetTempPath(), "ctvlm-geometry-pictures");
Directory.CreateDirectory(folder);

// 1. Poolings: a bag of slices on the way from feet to head, some of them with a finding; those that learn are trained on bags with and without.
// The short form trains only the first of these.
PoolingData bags = ToyBags.Training(isShort ? 12 : 96);
int poolings = 0;
bool hasTrained = false;
foreach (string name in SlicePooling.Known)
{
    var choice = SlicePooling.Parse(name) as TrainedPooling;
    if (isShort && hasTrained && choice is not null)
    {
        continue;
    }

    FittedPooling? trained = choice is null ? null : PoolingTrainer.Train(choice, bags).Pooling;
    hasTrained |= trained is not null;
    Write(name, PoolingPicture.Draw(name, trained));
    poolings++;
}

// 2. Projections: two classes before and after, fitted to the rows that are drawn.
foreach (ProjectionExample example in EmbeddingProjection.Examples)
{
    Write(example.Name, ProjectionPicture.Draw(example));
}

Console.WriteLine($"{poolings} of {SlicePooling.Known.Count} poolings and {EmbeddingProjection.Examples.Count} projections drawn in {folder}");

void Write(string name, string svg) => File.WriteAllText(Path.Combine(folder, $"{name}.svg"), svg);
