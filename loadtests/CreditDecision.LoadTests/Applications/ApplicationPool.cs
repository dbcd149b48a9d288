using System.Buffers.Binary;
using System.Text;
using Benchmarks.Populations;
using CreditDecision.Core.Features;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.V1;
using Google.Protobuf;

namespace CreditDecision.LoadTests.Applications;

/// <summary>
/// Applications as gRPC messages, made ahead so that sending one costs a copy: the generator shares the machine with what it measures.
/// Number n is always the same application, so that it can be sent again.
/// </summary>
internal sealed class ApplicationPool : IBodies
{
    private const int PrefixBytes = 5, IdDigits = 12;
    private const string IdMark = "LOADTEST-ID-";

    private readonly PopulationMix _mix;
    private readonly byte[][] _bodies;
    private readonly int[] _idPlaces;
    private readonly byte[] _run;
    private readonly ulong _seed;

    private ApplicationPool(PopulationMix mix, byte[][] bodies, int[] idPlaces, string run, ulong seed) =>
        (_mix, _bodies, _idPlaces, _run, _seed) = (mix, bodies, idPlaces, Encoding.ASCII.GetBytes(run), seed);

    /// <summary>The longest body, bytes.</summary>
    public int Longest => _bodies.Max(body => body.Length);

    /// <param name="run">12 characters that no other run on the same store has.</param>
    public static ApplicationPool Make(FeatureCatalog catalog, PopulationMix mix, string run, long seed, DateTimeOffset now)
    {
        if (run.Length != IdMark.Length) throw new ArgumentException($"A run's name has {IdMark.Length} characters.", nameof(run));
        var bodies = new byte[mix.Borrowers][];
        int[] places = new int[mix.Borrowers];
        foreach ((int row, DecideRequest request) in new PopulationRequests(catalog, mix.Borrowers, seed, now).Read())
        {
            request.ClientId = "loadtest";
            request.ApplicationId = IdMark + new string('0', IdDigits);
            if (Mix((ulong)row ^ 7) % 10_000 < mix.InstalmentShare * 10_000) (request.Product, request.Purpose) = ("consumer-instalment", LoanPurpose.DurableGoods);
            bodies[row] = Frame(request);
            places[row] = bodies[row].AsSpan().IndexOf(Encoding.ASCII.GetBytes(IdMark));
        }
        return new ApplicationPool(mix, bodies, places, run, (ulong)seed);
    }

    /// <summary>Whether application <paramref name="number"/> is one that must be refused.</summary>
    public bool IsInvalid(long number) => Share(number, 3) < _mix.InvalidShare;

    /// <summary>The application that is sent at this place of the run: a new one, or one of the last thousand again.</summary>
    public long NumberAt(long place) =>
        place > 1_000 && Share(place, 5) < _mix.RepeatShare ? place - 1 - (long)(Mixed((ulong)place, 9) % 1_000) : place;

    /// <summary>Writes the whole gRPC message of an application.</summary>
    /// <returns>Its length.</returns>
    public int Write(long number, Span<byte> to)
    {
        int index = (int)(Math.Pow(Share(number, 1), 1 + _mix.Skew) * _bodies.Length);
        byte[] body = _bodies[index];
        long invalidAt = number;
        body.CopyTo(to);
        Span<byte> id = to.Slice(_idPlaces[index], _run.Length + IdDigits);
        _run.CopyTo(id);
        for (int i = id.Length - 1; i >= _run.Length; i--, number /= 10) id[i] = (byte)('0' + number % 10);
        // The first letter of the id becomes one that no id may have.
        if (IsInvalid(invalidAt)) id[0] = (byte)'!';
        return body.Length;
    }

    private double Share(long number, ulong purpose) => (Mixed((ulong)number, purpose) >> 11) * (1.0 / (1UL << 53));

    private ulong Mixed(ulong number, ulong purpose) => Mix(number ^ (_seed + purpose * 0x9E3779B97F4A7C15));

    // SplitMix64 (Steele, Lea, Flood 2014): any bit of a place changes half of the bits of what is drawn from it.
    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static byte[] Frame(DecideRequest request)
    {
        byte[] frame = new byte[PrefixBytes + request.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - PrefixBytes);
        request.WriteTo(frame.AsSpan(PrefixBytes));
        return frame;
    }
}
