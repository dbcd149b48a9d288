using System.Buffers.Binary;
using System.Text;
using Benchmarks.Populations;
using CreditDecision.Core.Strategies;
using CreditDecision.LoadTests.Driving;
using CreditDecision.LoadTests.Scenarios;
using CreditDecision.Service.Strategies;
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
    private readonly int[] _idPlaces, _personPlaces;
    private readonly byte[] _run;
    private readonly ulong _seed;

    private ApplicationPool(PopulationMix mix, byte[][] bodies, int[] idPlaces, int[] personPlaces, IReadOnlyList<string> listed, string run, ulong seed)
    {
        (_mix, _bodies, _idPlaces, _personPlaces, _run, _seed) = (mix, bodies, idPlaces, personPlaces, Encoding.ASCII.GetBytes(run), seed);
        ListedBorrowers = listed;
    }

    public int Borrowers => _bodies.Length;

    /// <summary>Identity numbers of the borrowers who are to stand on the list of those to deny, before anything is sent.</summary>
    public IReadOnlyList<string> ListedBorrowers { get; }

    /// <summary>The longest body, bytes.</summary>
    public int Longest => _bodies.Max(body => body.Length);

    /// <param name="run">12 characters that no other run on the same store has.</param>
    /// <exception cref="InvalidDataException">The mix has a product that is not served.</exception>
    public static ApplicationPool Make(StrategyBook book, PopulationMix mix, string run, long seed, DateTimeOffset now)
    {
        string[] unknown = [.. mix.Products.Select(product => product.Code).Where(code => book.For(code) is null)];
        if (unknown.Length > 0) throw new InvalidDataException($"products: no strategy serves {string.Join(", ", unknown)}");
        if (run.Length != IdMark.Length) throw new ArgumentException($"A run's name has {IdMark.Length} characters.", nameof(run));
        var bodies = new byte[mix.Borrowers][];
        int[] places = new int[mix.Borrowers], people = new int[mix.Borrowers];
        var listed = new List<string>();
        foreach ((int row, DecideRequest request) in new PopulationRequests(book.Catalog, mix.Borrowers, seed, now).Read())
        {
            request.ClientId = "loadtest";
            request.ApplicationId = IdMark + new string('0', IdDigits);
            Ask(request, book.For(ProductOf(mix, Mix((ulong)row ^ 7)))!.Product);
            bodies[row] = Frame(request);
            places[row] = bodies[row].AsSpan().IndexOf(Encoding.ASCII.GetBytes(IdMark));
            people[row] = bodies[row].AsSpan().IndexOf(Encoding.ASCII.GetBytes(request.Borrower.IdNumber));
            if (IsListed(mix, row)) listed.Add(request.Borrower.IdNumber);
        }
        return new ApplicationPool(mix, bodies, places, people, listed, run, (ulong)seed);
    }

    public Expectation ExpectationOf(long number) =>
        IsInvalid(number) ? Expectation.Refused : IsListed(_mix, BorrowerOf(number)) && !IsCold(number) ? Expectation.NotApproved : Expectation.Decided;

    public bool IsRetried(long number) => Share(number, 11) < _mix.RetryShare;

    /// <summary>Whose application it is, as a number below <see cref="Borrowers"/>; of one whom nobody has seen, whose likeness he is.</summary>
    public int BorrowerOf(long number) => (int)(Math.Pow(Share(number, 1), 1 + _mix.Skew) * _bodies.Length);

    /// <summary>The application that is sent at this place of the run: a new one, or one of the last thousand again.</summary>
    public long NumberAt(long place) =>
        place > 1_000 && Share(place, 5) < _mix.RepeatShare ? place - 1 - (long)(Mixed((ulong)place, 9) % 1_000) : place;

    /// <summary>Writes the whole gRPC message of an application.</summary>
    /// <returns>Its length.</returns>
    public int Write(long number, Span<byte> to)
    {
        int index = BorrowerOf(number);
        byte[] body = _bodies[index];
        long invalidAt = number;
        body.CopyTo(to);
        if (IsCold(number)) ColdBorrower.Make(to.Slice(_personPlaces[index], ColdBorrower.IdLetters), number);
        Span<byte> id = to.Slice(_idPlaces[index], _run.Length + IdDigits);
        _run.CopyTo(id);
        for (int i = id.Length - 1; i >= _run.Length; i--, number /= 10) id[i] = (byte)('0' + number % 10);
        // The first letter of the id becomes one that no id may have.
        if (IsInvalid(invalidAt)) id[0] = (byte)'!';
        return body.Length;
    }

    private bool IsInvalid(long number) => Share(number, 3) < _mix.InvalidShare;

    private bool IsCold(long number) => Share(number, 13) < _mix.ColdShare;

    private static bool IsListed(PopulationMix mix, int borrower) => Mix((ulong)borrower ^ 21) % 1_000_000 < mix.ListedShare * 1_000_000;

    private static string ProductOf(PopulationMix mix, ulong drawn)
    {
        double rest = drawn % 1_000_000 / 1e6;
        foreach (ProductShare product in mix.Products)
            if ((rest -= product.Share) < 0) return product.Code;
        return mix.Products[^1].Code;
    }

    // The population asks for what it likes; another product lends for other purposes.
    private static void Ask(DecideRequest request, ProductTerms product)
    {
        request.Product = product.Code;
        if (!product.Purposes.Contains((Core.Applications.LoanPurpose)request.Purpose)) request.Purpose = (LoanPurpose)product.Purposes[0];
        if (!product.RepaymentMethods.Contains((Core.Applications.RepaymentMethod)request.RepaymentMethod)) request.RepaymentMethod = (RepaymentMethod)product.RepaymentMethods[0];
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
