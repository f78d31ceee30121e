# Everything the assistant says, in English: the same messages and variables as zh-CN.ftl. { $… } are filled in when a message is sent.
# Short sentences and plain words: many who read this have English as their second or third language.
# Names of the neighbourhood: building captain 楼栋长, deputy captain 副楼栋长, secretary 书记, neighbour 邻居, volunteer 志愿者,
# partner 同盟单位, request 求助, close 办结, cancel 撤销, send back 退单, extend 延期.

## Words
place-unknown = place not known yet
when-soon = as soon as possible
building-name = Building { $building }
neighbour-name = neighbour { $surname } from { $building }
neighbour-unnamed = a neighbour

phone-unknown = (none on file)
phone-none = (none given; reply to this message to talk)
category-unknown = request
partner-unnamed = a partner
door-unknown = not known yet
door-later = not said yet, we ask when somebody has taken it
door = Building { $building }{ $unit ->
        [none] {""}
       *[other] , unit { $unit }
    }{ $room ->
        [none] {""}
       *[other] , room { $room }
    }
volunteer-numbered = volunteer { $number }
person-on-post = somebody on duty
post-of = { $post } of { $building }
history-step = { $at } { $kind ->
        [accepted] a volunteer took it
        [answered_solved] the resident said: { $said ->
            [yes] solved
           *[no] not solved
        }
        [owned] somebody else became responsible
       *[moved] { $said ->
            [received] received
            [open] accepted
            [offering] looking for a neighbour
            [accepted] taken by a neighbour
            [referred] passed on to a partner
            [done] done, to be checked
            [confirmed] checked, the resident will be asked
            [closed] closed
            [cancelled] cancelled
           *[with_captain] with the building captain
        }
    }
listed = { $first }, { $second }
skill-at-level = { $skill } ({ $level })
partner-open = { $partner } ({ $opens })
mute-until = { $what } (until { $until })
speech = { $which ->
        [0] Mandarin 普通话
        [1] Fuqing dialect 福清话
        [2] Fuzhou dialect 福州话
        [3] Southern Min 闽南语
       *[4] English 英语
    }

## Days and times
day-near = { $ahead ->
        [0] today
        [1] tomorrow
       *[2] the day after tomorrow
    }
day-date = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date-full = { $date } { $year }
day-weekday = { $weekday } { $date }
weekday = { $day ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
when-at = { $day } { $clock }
when-before = { $day }, before { $clock }
when-before-day = before { $day }
when-all-day = { $day }, all day
when-days = { $day } to { $until }
when-from-to = { $day } { $clock }–{ $to }
when-recurring = { $when } ({ $every })
weekend = weekend
recurring = { $every }{ $ends ->
        [none] {""}
        [open] {" "}{ $begins }
       *[other] {" "}{ $begins }—{ $ends }
    }{ $until ->
        [none] {""}
       *[other] , until { $until }
    }
recurring-days = { $every ->
        [1] every day
       *[other] every { $every } days
    }
recurring-weeks = { $every ->
        [1] every { $days }
       *[other] every { $every } weeks on { $days }
    }
recurring-months = every month on day { $day }
recurring-so-often = { $unit ->
        [month] { $times ->
            [1] once a month
           *[other] { $times } times a month
        }
       *[week] { $times ->
            [1] once
           *[other] { $times } times
        } { $every ->
            [1] a week
           *[other] in { $every } weeks
        }
    }

## The three promises on a captain's card
clock-first = first word by { $when }
clock-next = next news by { $when }
clock-done = done by { $when }
clocks-over = the time to be done has passed
clocks-paused = waiting until { $until }, clocks paused
clocks-none = no clock is running

## Statuses
status-received = received, waiting for your OK
status-open = accepted
status-offering = looking for a neighbour
status-accepted = a neighbour has taken it
status-with_captain = with the building captain
status-referred = passed on to { $partner }
status-done = the neighbour says it is done, the captain will check
status-confirmed = checked, waiting for your answer
status-closed = closed
status-cancelled = cancelled

## Kinds of emergency
emergency-medical = somebody's life is in danger
emergency-fire_gas = fire or gas
emergency-trapped = somebody is trapped
emergency-violence = somebody is not safe
emergency-despair = please get in touch at once
emergency-missing = somebody is missing

## Parts of a match
reason-same-building = in your building
reason-next-building = next door to your building
reason-skill = you know: { $skill }
reason-certified = you are certified
reason-rested = we have not asked you lately
reason-never-asked = we have never asked you yet
reason-captain = the captain asks for you by name
reason-again = it was you last time

## Buttons
button-agree = I understand
button-english = English
button-chinese = 中文
button-heard = Yes
button-misheard = No, I write it
button-yes = Yes, that's right
button-yes-own = Yes, it is for me
button-yes-others = Yes, for somebody else, who agrees
button-erase = Delete my data
button-erase-now = Yes, delete
button-erase-withdraw = Cancel my requests and delete
button-erase-later = Delete when all is done
button-erase-not = Don't delete
button-both = I need both
button-only-first = Only the first
button-only-second = Only the second
button-change = Change something
button-change-category = It is something else
button-change-place = The place is wrong
button-drop = Never mind
button-once = Just this once
button-human = Talk to a person
button-add = Add to #{ $number }
button-new = A new request
button-cancel-one = Cancel #{ $number } { $category }
button-false-alarm = False alarm, all is well
button-accept = I'll take it
button-decline = Not this time
button-not-today = Not today
button-mute-kind = Mute this kind
button-mute-skill = Mute only { $what }
button-because-busy = No time
button-because-far = Too far
button-because-unable = I can't do that
button-because-awkward = I'd rather not
button-expect = In { $minutes } min
button-way = How to get there
button-spent = { $minutes } min
button-went-well = It went well
button-went-fairly = It was OK
button-went-badly = It went badly
button-again-yes = Yes, gladly
button-again-no = Ask somebody else
button-tell-captain = A word to the captain
button-tell-next = A word to the next neighbour
button-take-anyway = I'll do it anyway
button-note = Note
button-recategorise = Change category
button-invite-captain = Building captain
button-invite-deputy = Deputy captain
button-invite-secretary = Secretary
button-invite-volunteer = Volunteer
button-invite-one = Invite { $name }
button-to-one = #{ $number } { $category }
button-new-words = It is something new
button-tell-them = Tell the resident
button-tell-them-too = Tell the resident too
button-as-settings = Change my settings
button-as-answer = It answers you
button-thank = Say thank you
button-coming = I'm on my way
button-arrived = I'm here
button-done = Done
button-step-back = I can't come after all
button-take-over = I'll handle it
button-choose = Ask a neighbour
button-ask-named = { $name } · { $why }
button-mark-done = Already done
button-more = More
button-wait-resident = Wait for the resident
button-wait-day = Wait until a day
button-wait-tomorrow = Tomorrow
button-wait-2-days = In 2 days
button-wait-3-days = In 3 days
button-wait-week = In a week
button-extend = Extend
button-extend-material = Waiting for parts
button-extend-people = Nobody found yet
button-extend-resident = The resident chose a later day
button-extend-weather = Waiting for the weather
button-extend-other = Another reason
button-grant = Allow it
button-grant-no = Don't allow it
button-refer = Pass on to a partner
button-partner = { $partner }
button-merge = Merge
button-merge-into = Into #{ $number } · { $status }
button-split = Split off #{ $number }
button-send-back = Send back
button-back-wrong_place = Not in my building
button-back-not_mine = Not for me to decide
button-back-related = I know the people involved
button-back-cannot = I can't solve it
button-decide-captain = The captain does it
button-decide-deputy = The deputy does it
button-decide-secretary = I, the secretary, do it
button-end = Close
button-end-partly = Solved in part
button-end-unsolved = Can't be solved
button-end-not_ours = Not ours to do
button-end-mistaken = A mistake
button-why-for_now = All that can be done now
button-why-half = The rest needs somebody else
button-why-nobody_can = Nobody knows how
button-why-costs = It costs money, not decided
button-why-resident_declines = The resident wants no more
button-why-government = A matter for the authorities
button-why-outside = Not in our compound
button-why-private = A private matter
button-why-no_need = No longer needed
button-why-misread = Tapped or said by mistake
button-call-named = ☎️ { $name } (ask by phone)
button-call-instead = ☎️ Ask by phone
button-phone-yes = Said yes on the phone
button-choose-other = Somebody else
button-phone-done = Done, they said on the phone
button-phone-takes = The partner has it
button-phone-back = The partner sends it back
button-partner-takes = We have it
button-partner-works = Still working on it
button-partner-back = Send back
button-partner-back-not_ours = Not our field
button-partner-back-unclear = We don't understand it
button-partner-back-cannot = We can't do it now
button-confirm = Yes, it is done
button-not-done = Not done yet
button-phoned-1 = Solved, they said
button-phoned-0 = Not solved, they said
button-phoned-partly = Solved in part, they said
button-phoned-silent = No answer
button-hand-back = We're done, back to the assistant
button-hours-wrong = The time is wrong
button-hours-wrong-one = #{ $number }: the time is wrong
button-hours-keep = { $minutes } min is right
button-hours-minutes = { $minutes } min
button-card = #{ $number }
button-solved = Solved
button-not-solved = Not solved
button-partly = Solved in part
button-go-on = Please go on
button-not-the-same = Not the same thing
button-leave-today = Until tonight
button-leave-tomorrow = Until tomorrow night
button-leave-3-days = Three days
button-leave-week = A week
button-resign = I want to give up the post
button-give-up = Give up: { $post }{ $building ->
        [none] {""}
       *[other] {""}, Building { $building }
    }
button-keep-post = No, I stay
button-same-issue = Yes, this is it
button-other-issue = No, another one
button-i-am-back = I'm back
button-satisfied = Yes, happy
button-not-satisfied = Not happy
button-add-words = Add something
button-door-unit = Unit { $unit }
button-no-door = Skip
button-ask-time = Change time
button-withdraw = Cancel
button-reach-captain = Talk to the captain
button-withdraw-yes = Yes, cancel it
button-keep = No, keep it
button-renew = I have a new one
button-let-lapse = I let it lapse
button-good-until = Until { $day }
button-good-always = It does not expire
button-skip-series = Skip the next time
button-end-series = No more of it
button-skip-series-of = Skip the next time: { $every }
button-leave-out-of = Leave these days out: { $every }
button-month-day = Day { $day }
button-end-series-of = No more of it: { $every }
button-other-matter = Something else
button-show-card = #{ $number } { $category }
button-time-soon = As soon as possible
button-time-today_afternoon = This afternoon
button-time-today_evening = This evening
button-time-tomorrow_morning = Tomorrow morning
button-time-tomorrow_afternoon = Tomorrow afternoon
button-time-after_tomorrow = The day after tomorrow
button-why-nobody = Nobody came
button-why-slow = It took too long
button-why-unfinished = Not finished
button-why-again = Broken again
button-why-manner = Not polite
button-why-other = Something else

## Commands: what the menu says, and what the command means when it is sent
command-start = Start again
command-progress = How far is my request?
command-cancel = Cancel a request
command-mine = My requests
command-human = Talk to a person
command-mydata = My data
command-erase = Delete my data
command-language = Language 语言
command-help = Help
command-volunteer = I want to volunteer
command-settings = My settings
command-thanks = My thanks
command-todo = To do
command-volunteers = List of volunteers
command-file = File for a resident
command-invite = Invite

## First contact and small talk
welcome =
    Hello, this is “{ $assistant }” of { $community }. { $promise }.
    Something to repair, something heavy, trouble with a phone, somebody to go to hospital with? Tell me in English and tap what fits.
    I ask a neighbour who knows how. Your building captain stays with it until you say it is solved.
    What you write is stored encrypted. Only the neighbour who helps, the captain and the secretary see your door and phone, and every look is recorded.
    It is erased { $keep ->
        [one] 1 day
       *[other] { $keep } days
    } after the end. Write “my data” to see it, “delete my data” to delete it.
    In danger call first: 120 ambulance / 119 fire / 110 police.
notice =
    Hello, this is “{ $assistant }” of { $community }. { $promise }. First, so that you know:
    Your words, phone and door are stored encrypted and used only to help you.
    Only the neighbour who helps, the captain and the secretary see your door and phone, and every look is recorded.
    It is erased { $keep ->
        [one] 1 day
       *[other] { $keep } days
    } after the end. Write “my data” to see it, “delete my data” to delete it.
# One line for both: whoever reads it has not said yet which they read.
language_choice = 🌐 English? Tap “English”. 说中文请点「中文」。
language_set = Good, I write English from now on. I cannot read English sentences yet, so please tap the buttons; the neighbours read your own words. For Chinese write “中文”.
language_followed = 🌐 I answer in English. 要中文请点下面。
language-own = English
notice_agreed = Good, noted. Your request goes on. If there is a question above, please answer it.
invitation_taken =
    Welcome! You are now { $post ->
        [secretary] the secretary of the compound, who steps in when a captain cannot
        [captain] the captain of Building { $building }
       *[deputy] the deputy captain of Building { $building }
    }. Requests come here, a tap on a button is enough. If time runs out I remind you.
    To take leave write “leave”; when you return write “I'm back”.
ask_own_name = What is your name? Just write it, for example “Zheng Guoqiang”. Residents' cards show your family name only, so that they know who looks after them.
own_name_kept = Noted, thank you. Residents see your family name.
invitation_taken_partner = Welcome! You now speak for { $partner }. What the compound passes on to you comes here: tap “We have it”, “Done” or “Send back”.
invitation_refused = This invitation is not right, or it was used or is too old. Please ask the secretary for a new one.
welcome-agreed = Good. What can we help you with? Just write it, or write “help” for the buttons.
help_on_post =
    You are on duty. You can write:
    “todo”: what waits for you
    “file for a resident”: for somebody without a phone
    “volunteers”: the list and who applies
    “leave”, “I'm back”
    “invite”: bring somebody in as a volunteer
    To talk to a resident, reply to the message of the request.
help_of_volunteers =
    You are a volunteer. You can write:
    “settings”: hours and skills
    “not today”, “pause”
    “my hours”, “my thanks”
smalltalk_busy = I'm here, and request #{ $number } is under way. “progress” tells how far it is, “add something” adds to it, “talk to a person” brings somebody.
smalltalk = Hello, I'm here. Write what you need, or write “help” for the buttons. “progress” tells how far it is.
out-of-scope = Sorry, our neighbours cannot help with this. Repairs, carrying, going to hospital, phones and computers, errands: any time.
not-text = Thank you. I can only read words: please write what you need.
attached =
    Your { $attached ->
        [photo] photo
        [voice] voice note
        [location] location
       *[contact] contact number
    } is now with request #{ $number } “{ $category }”; whoever helps you sees it. { $attached ->
        [voice] { $heard ->
            [clear] {""}
            [unclear] I could not make out the words: if it is important, please write a few words too.
            [long] I can listen to one minute at most: if it is important, please write a few words too.
           *[deaf] I cannot understand speech yet: if it is important, please write a few words too.
        }
       *[other] {""}
    }
attached_first =
    { $attached ->
        [photo] I have your photo. Please
        [voice] I have your voice note and will pass it on. { $heard ->
            [unclear] I could not make out the words: please
            [long] I can listen to one minute at most: please
           *[deaf] I cannot understand speech yet: please
        }
        [location] I have your location. Please
       *[contact] I have noted the number. Please
    } write what you need{ $attached ->
        [voice] , or tap a button below.
       *[other] .
    }
voice_listening = I have it and am listening…
voice_heard = I heard: “{ $words }” Is that right?
voice_alarm = I heard “{ $words }” in your voice note and treat it as an emergency. If I misheard, tap “False alarm, all is well” above.
voice_retype = Please write what you need. Your voice note is kept, whoever helps you can listen to it.
attachment_unwelcome =
    { $why ->
        [kind] I cannot take videos and other files. You can send photos, voice notes or recordings, places and contact cards.
        [too_many] There are enough photos and voice notes now. We start with these and ask if something is missing.
       *[other] This file is too big for me (20 MB at most; voice 5 minutes at most). Please send a smaller one.
    }
attachments = Request #{ $number } “{ $category }”: sent along with it
slow_down = You write faster than I can read. Please wait a little and send it as one message. If it is urgent, call 120 ambulance / 119 fire / 110 police.
in_line = Got it. Many people are asking right now; I answer one after another, you are next in line soon.
please-wait = Got it, one moment please…
nobody-on-post = Sorry, this compound has no building captain yet, so I can find nobody to help. Please call { $hotline } first.
tap-stale = This button was used already or is too old. Just write what you need, or “progress”.
tap-refused = This button is not for you. Nothing was changed.
trouble = Something went wrong on my side. I have your message and will deal with it in a moment.

## Questions
ask_category =
    { $again ->
        [yes] I did not quite understand.
       *[no] Of course, I'll help.
    }{ $hasrequest ->
        [yes] {" "}(request #{ $number })
       *[no] {""}
    }
    What is it about? Please tap what fits best. The neighbours will read your own words too.
ask_about_which = Which one do you want to talk about? Tap it, and I call the captain.
ask_add_or_new = Does this belong to request #{ $number } ({ $category }), or is it something new?
ask_place =
    { $unknown ->
        [none] {""}
       *[other] There is no building { $unknown } here.{" "}
    }Request #{ $number } “{ $category }”: where do you live? For example “Building 3, unit 2, room 501”, or tap your building.
ask_door =
    Request #{ $number }: which { $unit ->
        [none] unit and room in { $building }
       *[other] room in { $building }, unit { $unit }
    }? Just write it, for example { $unit ->
        [none] “unit 2, room 501”
       *[other] “501”
    }. Only the neighbour who comes and the captain see it, and you need not say it again.
door_noted = Noted: { $door }.
door_skipped = All right, no door for request #{ $number }. Whoever comes to help will ask you here.
ask_where = Request #{ $number } “{ $category }”: somebody has taken it and must know where you live. Just write it, for example “Building 3, unit 2, room 501”, or tap your building. Only whoever helps you and the captain see it.
confirm_card =
    { $second ->
        [none] Is this right? (request #{ $number })
            ▪ What: { $category }
       *[other] You named two things. Is this right? (request #{ $number })
            ▪ First: { $category }
            ▪ Second: { $second }
    }
    ▪ Where: { $door }
    ▪ When: { $recurring ->
        [none] { $when }
       *[other] { $recurring }. The first time is { $when }; after that I ask somebody in good time, first the neighbour who came last. Tell me any time to stop
    }
    { $second ->
        [none] { $sensitive ->
            [yes] This is about health or children: only neighbours who were checked are asked. “Yes” means that you agree they may see it.
           *[no] Tap “Yes” and I ask the neighbours at once.
        }
       *[other] Do you need both? Tap one, and I ask for each.
    }
    { $second ->
        [none] { $whose ->
            [others] It is for somebody else: “Yes” also means that they agree (for a child, the parent).
           *[own] {""}
        }
       *[other] {""}
    }
ask_which_days = Request #{ $number }: { $unit ->
        [none] the days have been chosen.
        [month] { $often }. On which day of the month? Tap one, or write it, for example “day 8”.
       *[week] { $chosen ->
            [none] { $often }. On which day of the week? { $left ->
                [1] Tap one, or write it, for example “Tuesday”.
               *[other] Tap { $left } days, or write them, for example “Tuesday and Friday”.
            }
           *[other] { $often }. { $chosen }; { $left } more to choose.
        }
    }
ask_what_to_change = Request #{ $number }: what is wrong? Tap it, or write what is right.
progress = Your requests:
progress-line = #{ $number } { $category }: { $status }{ $helper ->
        [none] {""}
       *[other] {" "}({ $helper })
    }; the captain stays with it.
progress_none = You have no open request now. Just write if you need something.
which_to_cancel = Which one do you want to cancel?
cancelled = Request #{ $number } is cancelled. Come back any time.
added = Good, added to request #{ $number }. Everybody who helps you can see it.

## What is kept about somebody
my_data = This is what we keep about you (encrypted; only you and those named below have seen it):
my_data_person =
    ▪ Name: { $name }
    ▪ Phone: { $phone }
    ▪ Home: { $door }
    ▪ Language: { $language }
    ▪ First contact: { $since }
    ▪ You agreed that we keep it: { $consent }; that checked neighbours see what is about health or children: { $sensitive }
    ▪ Your messages: { $messages }, each kept { $days ->
        [one] 1 day
       *[other] { $days } days
    } after the answer
my_data_volunteer = ▪ As a volunteer: { $skills }; { $hours ->
        [one] 1 span
       *[other] { $hours } spans
    } of free time
my_data_post = ▪ Post: { $posts }
my_data_request = ▪ Request #{ $number } { $category } ({ $status }, { $date }): “{ $words }”{ $until ->
        [none] {""}
       *[other] , kept until { $until }
    }
my_data_request_forgotten = ▪ Request #{ $number } { $category } ({ $date }): words and address erased
my_data_series = ▪ Help that comes again: { $every } (say “no more of it” any time)
my_data_more = ▪ and { $count ->
        [one] 1 older request
       *[other] { $count } older requests
    }
my_data_notes = ▪ { $count ->
        [one] 1 note
       *[other] { $count } notes
    } written by those who helped; erased together with the request
my_data_views = Who has looked:
my_data_view = ▪ { $date } { $who } saw: { $fields }{ $number ->
        [none] {""}
       *[other] {" "}(request #{ $number })
    }
my_data_view_times = { $view } ({ $count } times)
my_data_views_more = ▪ and { $count ->
        [one] 1 earlier time
       *[other] { $count } earlier times
    }
my_data_views_none = Nobody has looked at your door, phone or words yet.
nothing-kept = none
viewer-captain = { $post } { $surname }
viewer-office = the compound's office
viewer-helper = { $name }, who helped you,
field-name = name
field-building = building
field-door = door
field-phone = phone
field-words = your words
field-notes = notes
field-skills = skills
field-attachments = pictures and voice notes
field-other = other data
post-captain = building captain
post-deputy = deputy captain
post-secretary = secretary
erase_ask =
    { $danger ->
        [yes] You have an emergency that is not over. If we deleted now, nobody would know where to help you. It can be deleted as soon as it is over.
       *[no] { $open ->
            [none] Delete your data? Name, phone, door and words are erased and cannot be brought back; only a number such as “one request closed in this building” stays.
           *[other] You still have open requests ({ $open }). You can cancel them and delete now, or delete when they are done.
        }
    }
erasing = Good. Within a minute your name, phone, door and words are erased. If you write again, we meet for the first time.
erase_later = Good. When all your requests are done I delete your data at once; you need not ask again. If you change your mind, tap below.
erase_kept = Good, nothing is deleted.
erase_on_post = You still hold a post ({ $posts }), and requests reach you only through your data. Please ask the secretary to give the post to somebody else first.

## The card of a request: one message, kept up to date
resident_card =
    📌 Request #{ $number } “{ $category }”
    ▪ Where: { $door }
    ▪ When: { $when }
    ▪ Now: { $step ->
        [recorded] noted, the building captain will contact you
        [coming] the neighbour is on the way{ $expected ->
            [none] {""}
           *[other] , here around { $expected }
        }
        [arrived] the neighbour is here
        [done] the neighbour says it is done, the captain will check
       *[none] { $status }{ $outcome ->
            [none] {""}
           *[other] : { $outcome }
        }
    }
    { $helpers ->
        [none] {""}
       *[other] ▪ Who comes: { $helpers }
    }
    { $code ->
        [none] {""}
       *[other] 🔑 At the door they say the code { $code }. Open only if it is the same.
    }
    { $ended ->
        [yes] {""}
       *[no] ▪ Building captain { $captain } stays with it to the end
    }
    { $promise ->
        [word] ▪ You hear from us by { $at } at the latest
        [ask] ▪ { $at }: we ask you whether it is really solved
       *[none] {""}
    }
card_moved = The card of request #{ $number } “{ $category }” is further down ↓
ask_more = Request #{ $number } “{ $category }”: what do you want to add? Write it, or send a photo, a voice note or a location.
ask_new_time =
    { $again ->
        [yes] I did not understand when.{" "}
       *[no] {""}
    }Request #{ $number } “{ $category }”: when do you want it? Tap a time, or write it, like “tomorrow at 3 pm”.
time_changed = Good, request #{ $number } is now for: { $when }.
ask_withdraw = Do you really want to cancel request #{ $number } “{ $category }”? { $recurs ->
        [yes] Only this time is cancelled; the next time I ask again as planned.
       *[no] Nobody is asked any more then.
    }
series_ended = All right, nobody is asked again and again any more. { $goes_on ->
        [yes] Request #{ $number }, which is under way, goes on; if you do not need it either, tap “Cancel” on its card.
       *[no] {""}
    }
series_skipped = All right, nobody comes on { $days }. { $next ->
        [none] There is no later day.
       *[other] The next time is { $next }.
    }
which_series = You have several kinds of help that come again. Which one?
which_series_then = Several kinds of help come on these days. Which one shall be left out?
kept = Good, request #{ $number } goes on as before.
ask_why_not = Request #{ $number }: what was the main trouble? Tap one; the captain will see it.
thanks_for_reason = Thank you for being honest. The captain has been told.
my_requests = Here are your requests. Tap one to see its card:

## To the resident
resident_reminder = Request #{ $number } needs one more word from you: answer the question above and I ask the neighbours. If you don't, the captain will ask you in a while.
resident_with_captain = Building captain { $captain } now handles request #{ $number } and will contact you.
resident_captain_acts = Request #{ $number }: building captain { $captain } is arranging it.
resident_captain_done = Request #{ $number }: the captain says it is done. Later I will ask you whether it is really solved.
resident_accepted =
    Request #{ $number }: { $helper } will come and help you.
    { $code ->
        [none] {""}
       *[other] 🔑 At the door they say the code { $code }. Open only if it is the same.
    }
resident_recategorised = Request #{ $number } goes on as “{ $category }”. You need not explain again.
resident_expects = Request #{ $number }: { $helper } is on the way and comes in about { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    }.
resident_coming = Request #{ $number }: { $helper } is on the way.
resident_arrived = Request #{ $number }: { $helper } is here.
resident_done = Request #{ $number }: { $helper } says it is done; the captain will check. If something is wrong, tap below.
resident_reoffered = Request #{ $number }: the neighbour cannot come after all. I am already asking others.
resident_no_news = Request #{ $number } is still going on: { $status }. We have not forgotten you.
resident_wait_remind = Request #{ $number } is waiting for your answer.
resident_waited_for = Request #{ $number }: building captain { $captain } is waiting for a word from you. Just write it here.
resident_waits_until = Request #{ $number }: building captain { $captain } goes on with it on { $until }, as agreed with you. If something changes, write it here.
resident_extended = Request #{ $number } takes a little longer ({ $reason }); it is done by { $until } at the latest. Sorry.
resident_partner_acknowledged = Request #{ $number }: { $partner } has it and will come.
resident_partner_working = Request #{ $number }: { $partner } says they are still working on it.
resident_partly = Request #{ $number } is noted as solved in part. If the rest should go on, tap below. Are you happy with the help?
resident_joined = Request #{ $number } is the same as #{ $other }, which is already under way. Both go on together: your words are added and you hear of every step.
thing-lift = the lift
thing-lamp = a lamp
thing-entrance = the entrance door
thing-manhole = a manhole cover
thing-water-off = the water supply
thing-power-off = the power supply
thing-pipes = pipes or a leak
thing-rubbish = rubbish
thing-parking = parking
thing-charging = charging
thing-fire-safety = fire safety
thing-plants = plants
thing-cameras = cameras
thing-playground = the playground
thing-paving = paving or steps
thing-pets = pets
thing-smell = a smell
thing-pests = pests
thing-network = the network
thing-outer-wall = the outer wall
ask_same_issue = In { $building } a request of this kind is under way: #{ $other } “{ $category }”{ $thing ->
        [none] {""}
       *[other] {" "}({ $thing })
    }, reported { $since }. Is your #{ $number } the same? If so, both go on together and you hear of every step. If you do not answer, yours goes on by itself.
resident_own_case = Good, request #{ $number } is another matter and goes on by itself.
resident_split = Request #{ $number } goes on by itself. Building captain { $captain } has it and will contact you.
resident_yours_now = Request #{ $number }: the neighbour who asked first has cancelled. It goes on for you.
subscriber_news = #{ $number } “{ $category }” ({ $building }), which you also reported: { $status }.
withdrawn_goes_on = Good, you are done with request #{ $number }. Other neighbours are waiting for it too, so we go on.
resident_status = Request #{ $number } “{ $category }”: { $status }.
resident_reopened = Sorry that we did not solve it. Request #{ $number } is open again; building captain { $captain } still has it and will contact you at once.
resident_closed_by_captain = Building captain { $captain } has closed request #{ $number } ({ $outcome }: { $reason }). If you disagree, tap “Not solved”.
resident_closed_no_answer = We had no answer from you about request #{ $number }, so it is closed as “no answer”. If it is not solved, one tap opens it again.
reopen_too_late = Request #{ $number } was closed too long ago to be opened again. Please write once more what you need and I start a new one at once.
ask_solved = Request #{ $number } “{ $category }”: is it solved?
ask_solved_again = One more time: is request #{ $number } “{ $category }” solved? A tap is enough.
ask_satisfied = Great, request #{ $number } is closed. Are you happy with the help?
thanks_for_answer = Thank you for telling us. Good neighbours are near: write any time.
resident_handed_over = Request #{ $number }: building captain { $captain } will talk to you now. What you write goes straight to the captain; neither of you sees the other's number.
handed_back = Request #{ $number }: the talk with the captain has ended. I am here again.
relayed =
    { $speaker ->
        [resident] The resident of request #{ $number } says:
        [captain] Building captain { $captain } says to you (request #{ $number }):
       *[holder] The neighbour who helps you says (request #{ $number }):
    }
    “{ $words }”
    { $direct ->
        [yes] (Just write back.)
       *[no] To join in, reply to this message.
    }
to_whom =
    “{ $words }”
    Whom is this for? Tap, and I pass it on.
which_meant =
    “{ $words }”
    Is this for the resident of request #{ $number }, or { $about ->
        [settings] for your own settings
       *[answer] the answer to my question
    }? Tap, and I do it.
taken_as_answer =
    { $about ->
        [settings] I took this for your own settings
       *[answer] I took this as the answer
    }; the resident of request #{ $number } was not told. Tap if they should know too.
relay_noted = Passed on (request #{ $number }).

## Emergencies: the operators of 120, 119 and 110 speak Chinese; a few words of it may save time
emergency_number =
    🚨 Call { $number } now!
    { $kind ->
        [medical] Call 120 (ambulance) and say your building. Do not move the person, do not leave them alone. In Chinese: “救护车 jiùhùchē”.
        [fire_gas] Get out first, then call 119 (fire). Touch no switch, take no lift. In Chinese: “着火了 zháohuǒ le”, gas: “煤气 méiqì”.
        [trapped] Call 119 (rescue). Tell those inside to stay calm; do not force the door. In Chinese: “被困了 bèi kùn le”.
        [violence] Get to a safe place first, then call 110 (police). In Chinese: “救命 jiùmìng”.
        [despair] 12356 is a free helpline, day and night. You are not alone.
        [missing] Call 110 (police) now, do not wait 24 hours. Say what they wear and where they were last seen.
       *[other] Call this number first.
    }
    I am calling your building captain right now.
emergency_where = Where are you? Send me building and room, like “Building 3, room 501”. The captain and the secretary are being called already.
emergency_paged = Request #{ $number }: building captain { $captain }{ $discreet ->
        [yes] {" "}has been called. Only they know.
       *[no] {" "}and the neighbours on duty in your building have been called.
    } If it is a false alarm, tap below. Nobody will be angry.

## To volunteers
offer =
    { $discreet ->
        [yes] 🚨 Please get in touch at once (request #{ $number })
       *[no] { $urgent ->
            [emergency] 🚨 Emergency: { $emergency }
            [urgent] ⏰ Urgent: { $category }
           *[other] 🤝 { $category }
        } (request #{ $number })
        { $building }, time: { $when }.
        Why you: { $reasons }
    }
    { $until ->
        [none] {""}
       *[other] Please answer by { $until }; after that the captain decides.
    }
offer_already_yours = Request #{ $number } is already yours, thank you.
offer_too_late =
    { $answer ->
        [filled] Somebody has already taken request #{ $number }. Thank you for wanting to help!
        [cancelled] Request #{ $number } was cancelled. Thank you for wanting to help!
       *[arranged] The captain has already arranged request #{ $number }. Thank you for wanting to help!
    }
offer_over =
    { $answer ->
        [accepted] ✅ Request #{ $number } “{ $category }” ({ $building }): you have taken it.
        [declined] Request #{ $number } “{ $category }” ({ $building }): not this time.
        [withdrawn] Request #{ $number } “{ $category }” ({ $building }): another neighbour was asked.
        [filled] Request #{ $number } “{ $category }” ({ $building }): somebody has taken it, thank you!
        [cancelled] Request #{ $number } “{ $category }” ({ $building }): cancelled, thank you!
       *[arranged] Request #{ $number } “{ $category }” ({ $building }): the captain has arranged it, thank you!
    }
decline_noted = Good, we leave you in peace about request #{ $number }. Thank you for answering.
decline_reason_noted = Good, noted. { $why ->
        [busy] If you have no time today, one tap and I do not ask again.
        [far] To help only close to home, change how far you go.
        [unable] If you do not know this, take it off your skills.
       *[awkward] No problem.
    }
muted = Good, no “{ $what }” for you before { $until }. You can undo it any time.
the_way =
    🧭 { $row ->
        [0] The place is not known yet. Please ask the resident.
       *[other] { $building } is in row { $row } of the compound{ $left ->
            [none] , at the left end
           *[other] , beside Building { $left }
        }{ $right ->
            [none] {" "}(the last one of the row)
           *[other] ; after it comes Building { $right }
        }.
    }
    { $hint ->
        [none] {""}
       *[other] { $hint }
    }
holder_card =
    ✅ Request #{ $number } “{ $category }”: you have taken it, thank you!
    ▪ Where: { $door }
    ▪ When: { $when }
    ▪ Phone: { $phone }
    ▪ The resident says: { $words }
    { $reads ->
        [en] 🌐 The resident reads English
       *[other] {""}
    }
    { $left ->
        [none] {""}
       *[other] ▪ The last neighbour who came says: { $left }
    }
    { $code ->
        [none] {""}
       *[other] 🔑 At the door please say the code { $code }; the resident has the same number.
    }
    { $expected ->
        [none] {""}
       *[other] 🚶 You said you arrive around { $expected }; the resident knows.
    }
holder_card_over =
    { $ended ->
        [cancelled] Request #{ $number } “{ $category }”: the resident has cancelled, you need not go.
        [offering] Request #{ $number } “{ $category }”: other neighbours are being asked.
        [with_captain] Request #{ $number } “{ $category }”: the captain has arranged it.
        [accepted] Request #{ $number } “{ $category }”: another neighbour has it.
       *[other] Request #{ $number } “{ $category }” is done. Door and phone are put away.
    } Thank you!
holder_added = Request #{ $number } “{ $category }”: the resident has added something, see the card above.
holder_time_changed = Request #{ $number } “{ $category }”: the resident changed the time to { $when }. If that does not suit you, tap “I can't come after all” on the card.
holder_nudge = Request #{ $number } “{ $category }”: how is it going? One tap please, the resident is waiting.
holder_released = Request #{ $number }: we have not heard from you, so I have asked other neighbours. No problem, thank you.
holder_done =
    Request #{ $number }: noted, well done! The captain will check.
    How long did it take in all? Tap it. If you took a photo, you can send it too.
holder_how = Good, { $minutes ->
        [one] 1 minute is
       *[other] { $minutes } minutes are
    } noted. Did it go well?
holder_again = Thank you. Would you go to this home again? (Only I know; I use it to choose whom to ask.)
holder_note = Is there anything that others should know? If not, you are done. Thank you!
ask_note =
    { $whom ->
        [next] What should the next neighbour who goes there know? Write it, for example “hard of hearing, knock loudly”. Only who takes the next request sees it.
        [helpers] What do you want to say to the neighbour who helped you? Write it, I pass it on; your name is not shown. They can read it again later under “My thanks”.
       *[captains] Please write it. Only captain, deputy and secretary see it.
    }
note_kept =
    { $whom ->
        [helpers] Your thanks have been passed on.
       *[other] Noted (request #{ $number }).
    }
holder_thanked =
    💐 Request #{ $number }: the resident says to you:
    “{ $note }”
my_thanks =
    💐 You have helped { $helped ->
        [one] once
       *[other] { $helped } times
    }: solved { $solved ->
        [one] once
       *[other] { $solved } times
    }, the resident happy { $satisfied ->
        [one] once
       *[other] { $satisfied } times
    }.
    🕐 Hours of service: { $hours } in all, { $thisyear } this year{ $waiting ->
        [0] {""}
        [one] ; 1 more minute waits for the captain's word
       *[other] ; { $waiting } more minutes wait for the captain's word
    }. For each visit say “my hours”.
    { $words ->
        [none] Thank you, your neighbours remember it.
       *[other] What neighbours said:
    }
    { $words ->
        [none] {""}
       *[other] { $words }
    }
my-thanks-line = “{ $said }” ({ $category }, { $day })
my_thanks_none = You have not helped with anything yet. After your first request is done it stands here.
holder_thanks = Request #{ $number }: the resident says it is solved. Thank you!{ $minutes ->
        [0] {""}
        [one] {" "}1 minute of service is noted for you.
       *[other] {" "}{ $minutes } minutes of service are noted for you.
    }
hours_disputed = Request #{ $number }: you say that { $minutes } min is wrong. Captain { $captain } has been told and will ask you.
hours_settled = Request #{ $number }: the captain has decided; { $minutes } min of service are noted for you.
my_hours =
    Your hours of service: { $hours } h in all, over { $pieces ->
        [one] 1 visit
       *[other] { $pieces } visits
    }; { $thisyear } h this year.
    The last ones:
my-hours-line = #{ $number } { $category }, { $day }: { $minutes } min{ $status ->
        [confirmed] {""}
        [disputed] , you say it is wrong, the captain decides
       *[noted] , the captain will check
    }
my_hours_none = You have no hours of service yet. Take a request, tap “Done” when it is done, and once the captain has checked it counts.
holder_cancelled = Request #{ $number }: the resident has cancelled, you need not go. Thank you!
step_back_noted = Good, I ask others for request #{ $number } at once. Thank you for saying so early.
holder_merged = Request #{ $number } has become part of another one, you need not go. Thank you!
nothing_to_do = There is nothing left for you to do about request #{ $number }, thank you.

## To captains
captain_card =
    { $why ->
        [resident_silent] 📋 The resident stopped half way. Please ask:
        [nobody_left] 📋 There is nobody left to ask. Please arrange it:
        [not_enough] 📋 Time is up and nobody has taken it. Please arrange it:
        [not_solved] 📋 The resident says it is not solved; open again:
        [partner_silent] 📋 The partner does not react; back to you:
        [added] 📋 The resident has added something:
        [completed] 📋 The resident has completed it:
        [place_known] 📋 The resident said where they live:
        [yours] 📋 This one is yours:
        [asked_for] 📋 What you asked for:
        [split] 📋 Split off, goes on by itself:
        [decided] 📋 The secretary decided that you do it; it cannot be sent back:
        [moved_on] 📋 This has moved on already:
       *[other] 📋 Please handle this:
    }
    #{ $number } “{ $category }”{ $urgent ->
        [emergency] {" "}🚨 emergency
        [urgent] {" "}⏰ urgent
       *[other] {""}
    }
    ▪ Where: { $door }
    ▪ When: { $when }
    ▪ Phone: { $phone }
    ▪ Now: { $status }
    ▪ Clocks: { $clocks }
    ▪ The resident says: { $words }
    { $reads ->
        [en] 🌐 The resident reads English
       *[other] {""}
    }
    { $noted ->
        [none] {""}
       *[other] ▪ Notes: { $noted }
    }
    { $filed ->
        [yes] ☎️ The resident has no phone to write with; this was filed for them
       *[no] {""}
    }
    { $handling ->
        [none] {""}
        [you] ✋ You are handling it
       *[other] ✋ { $handling } is handling it
    }
    { $history ->
        [none] {""}
       *[other] ▪ What happened so far:
    }
    { $history ->
        [none] {""}
       *[other] { $history }
    }
captain_emergency =
    🚨🚨 Emergency #{ $number }: { $emergency }
    { $discreet ->
        [yes] Please get in touch with this resident at once, and quietly.
       *[no] The resident was told to call for help first. Please go there now.
    }
    ▪ Where: { $door }
    ▪ Phone: { $phone }
    ▪ The resident says: { $words }
    { $reads ->
        [en] 🌐 The resident reads English
       *[other] {""}
    }
    { $handling ->
        [none] {""}
        [you] ✋ You are handling it
       *[other] ✋ { $handling } is handling it
    }
digest =
    🌅 Good morning. { $count ->
        [one] One thing
       *[other] { $count } things
    } happened while we let you sleep:
digest-line = ▪ #{ $number } { $category } ({ $building }): { $status }
digest-also = Still waiting for you:
digest-more = …and { $count ->
        [one] 1 more line
       *[other] { $count } more lines
    }, see the cards.
report_week = 📊 Week report of { $community } ({ $first } to { $last }), in Chinese. No personal data in it.
report_month = 📊 Month report of { $community } ({ $first } to { $last }), in Chinese. No personal data in it.
captain_certificates = { $lines ->
        [none] All certificates of volunteers are up to date.
       *[other] 🪪 Certificates of volunteers that end:
    }{ $lines ->
        [none] {""}
       *[other] {"\u000A"}{ $lines }
    }
certificate-line = ▪ { $building ->
        [none] {""}
       *[other] Building { $building }{" "}
    }{ $name }: { $called } { $until }, { $standing ->
        [over] has ended, now counts as “well”.
       *[ends] { $left ->
            [0] ends today; not in the chat, please pass it on.
            [one] ends tomorrow; not in the chat, please pass it on.
           *[other] { $left } days left; not in the chat, please pass it on.
        }
    }{ $lapses ->
        [yes] {" "}They let it lapse.
       *[no] {""}
    }
captain_certificate_renewed = 🪪 { $name } has a new { $called }, { $until ->
        [none] without an end.
       *[other] until { $until }.
    } Please have a look at it when you can.
captain_opened = Request #{ $number } “{ $category }” ({ $building }) is open; neighbours are being asked.
captain_accepted = Request #{ $number } “{ $category }” ({ $building }): { $helper } has taken it.
captain_confirm = Request #{ $number } “{ $category }” ({ $building }): { $helper } says it is done. Please check.
captain_confirmed = Request #{ $number } is checked. Later I ask the resident whether it is really solved.
captain_choices = Request #{ $number } “{ $category }” ({ $building }): whom do you want to ask? The first ones fit best.{ $partners ->
        [none] {""}
       *[other] {" "}Partners who can do it too: { $partners }.
    }
captain_choices_none = Request #{ $number }: there is nobody to ask now (all resting, asked already, or without the skill). Please handle it yourself.{ $partners ->
        [none] {""}
       *[other] {" "}Partners who can do it too: { $partners }.
    }
captain_asked = Request #{ $number }: { $name } has been asked; I tell you the answer at once.
captain_cannot_ask = Request #{ $number }: { $name } cannot be asked now (resting, or enough for today). Please choose somebody else.
captain_closed = Request #{ $number } is closed.
captain_solved = Request #{ $number } “{ $category }”: the resident says it is solved; closed. Thank you!
captain_cancelled = Request #{ $number } “{ $category }” is cancelled, nothing more to do.
captain_series_ended = Request #{ $number } “{ $category }”: the resident needs no more regular help; what is under way goes on.
captain_time_changed = Request #{ $number } “{ $category }” ({ $building }): the resident changed the time to { $when }.
captain_why_not =
    Request #{ $number } “{ $category }” ({ $building }): the resident says: { $discontent ->
        [nobody] nobody came
        [slow] it took too long
        [unfinished] it was not finished
        [again] it is broken again
        [manner] they were not polite
       *[other] something else, please ask
    }.
captain_remind = ⏰ Reminder: request #{ $number } “{ $category }” ({ $building }) is waiting for you.
captain_escalated =
    { $level ->
        [deputy] ⚠️ To the deputy
       *[other] ❗ To the secretary
    }: request #{ $number } “{ $category }” ({ $building }), { $status }: { $captain }, who is responsible, has not acted. Please look into it.
captain_overdue = ⏰ Request #{ $number } “{ $category }” ({ $building }) is past the promised time; the secretary has been told.
captain_holder_silent = Request #{ $number } “{ $category }”: no news from { $helper } since they left. Please ask.
captain_partner_silent = ⏰ Request #{ $number }: { $partner } has not reacted yet. Please remind them.
captain_referred = Request #{ $number } “{ $category }” ({ $building }) was passed on to { $partner }. Please keep an eye on it.
captain_more = More for #{ $number } “{ $category }”. Clocks: { $clocks }
captain_wait = Request #{ $number }: wait until which day? At 9 that morning I call you; the clocks pause until then.
captain_waits = Good, request #{ $number } waits until { $until }, the clocks pause. If the resident writes I call you.
captain_warned =
    ⏰ Time is nearly up (request #{ $number } “{ $category }”, { $building }): { $promise ->
        [first_word] nobody has spoken with the resident yet.
        [word_to_resident] the resident has heard nothing for long. Please say a word.
       *[done_by] it should soon be done. If that is not possible, extend it first.
    }
    Clocks: { $clocks }
captain_broken =
    ❗ Time is up (request #{ $number } “{ $category }”, { $building }): { $promise ->
        [first_word] nobody has spoken with the resident.
        [word_to_resident] the resident heard nothing for too long; I have sent a word.
       *[done_by] it was not done in time.
    }
    Responsible: { $captain }. Clocks: { $clocks }
captain_extend = Request #{ $number }: why does it need longer? The first time one tap is enough, after that the level above must agree.
extension_too_late = Request #{ $number } is past its time and can no longer be extended. Please do it soon, or close it or send it back.
extension_sent = Request #{ $number }: the level above has been asked for more time; I tell you the answer at once.
extension_asked = Request #{ $number } “{ $category }” ({ $building }): { $captain } asks for more time again. Reason: { $reason }. Clocks: { $clocks }
extension_answered = Request #{ $number }: your answer about more time is noted.
extension_granted = Request #{ $number } is extended; done by { $until } at the latest.
extension_refused =
    { $late ->
        [yes] Request #{ $number }: the answer came too late, the time is over. Please do it soon.
       *[no] Request #{ $number }: the level above did not agree to more time. Please keep to the time.
    }
captain_send_back = Request #{ $number }: why do you send it back? It goes to the level above.
send_back_refused = Request #{ $number } cannot be sent back any more. Please see it through.
sent_back_noted = Request #{ $number } went back to the level above.
captain_sent_back = 📋 Sent back (request #{ $number } “{ $category }”, { $building }): { $reason }. Please handle it.
captain_decide = ❗ Request #{ $number } “{ $category }” ({ $building }) was sent back again and again. Secretary, please decide now: { $reason }.
captain_decided = Request #{ $number } is decided: { $captain } does it.
captain_partners = Request #{ $number } “{ $category }”: pass it on to whom? The first ones deal with such things.
captain_refer_call =
    ☎️ Request #{ $number } “{ $category }” ({ $building }) goes to { $partner }, who have nobody here. Please phone them{ $partnerphone ->
        [none] .
       *[other] : { $partnerphone }
    }
    Say: “Hello, I am a building captain of { $community }. In { $building } we have something for you, { $category }: { $words }”
    ▪ Where: { $door }
    ▪ The resident's phone: { $phone }
captain_partner_acknowledged = Request #{ $number }: { $partner } has it.
captain_merge = Request #{ $number } “{ $category }” ({ $building }): merge it into which one?
captain_joined = #{ $other } is now part of request #{ $number } “{ $category }” ({ $building }). Both go on together, and both residents are told.
captain_passed_on = Request #{ $number }: the resident who asked first has cancelled, others are still waiting. Please go on.
captain_endings = Request #{ $number }: how does it end?
captain_why = Request #{ $number } “{ $outcome }”: why?
captain_partly = Request #{ $number } “{ $category }”: the resident says it is solved in part; closed.
captain_call_volunteer =
    ☎️ Please call { $name }: { $phone }
    Ask: “Hello, a neighbour in { $building } needs help: { $category }, { $when }. Could you?” (request #{ $number })
captain_call_noted = Request #{ $number }: noted, no answer on the phone. If no answer comes in time it is closed as “no answer”.
captain_ask_satisfied = Request #{ $number }: noted. Is the resident happy? If you did not ask, tap nothing.
partner_card =
    { $urgent ->
        [urgent] ⏰ Urgent
       *[other] 📋 Please handle
    }: { $category } (request #{ $number })
    ▪ { $building }, time: { $when }
    { $shown ->
        [yes] ▪ Door: { $door }
        [taken] ▪ Somebody has taken it already
       *[no] ▪ Tap “We have it” to see door and phone
    }
    { $shown ->
        [yes] ▪ Phone: { $phone }
       *[other] {""}
    }
    { $shown ->
        [yes] ▪ The resident says: { $words }
       *[other] {""}
    }
partner_reminded = ⏰ Request #{ $number } “{ $category }” ({ $building }): how is it going? The resident is waiting, one tap is enough.
partner_why = Request #{ $number }: why do you send it back?
partner_thanks = Request #{ $number }: noted, thank you!
captain_wait_over = Request #{ $number }: we have waited long enough for the resident. Please decide.
captain_unreachable = Request #{ $number } “{ $category }”: a message could not reach them. Please phone.
captain_call =
    ☎️ Please phone the resident (request #{ $number } “{ $category }”) and ask two things:
    “Hello, I am a building captain of { $community }. Is your matter of some days ago solved? Are you happy with the help?”
    Phone: { $phone }
captain_hours =
    🕐 Request #{ $number } “{ $category }”: volunteer { $name } says that the noted { $minutes } min is wrong.
    Please ask how long it really took, then tap it.
captain_hours_settled = Request #{ $number }: { $name }'s time is { $minutes } min, confirmed.
captain_being_handled = ✋ Request #{ $number } “{ $category }”: { $name } is handling it (until { $until }). Do you still want it?
captain_taken_over = Request #{ $number }: { $name } is handling it now; you need not phone any more.
captain_categories = Request #{ $number } “{ $category }”: what is it really? After the change neighbours are asked anew.
captain_recategorised = Request #{ $number } is now “{ $category }”. Now: { $status }.
captain_todo =
    📋 To do: { $count }, the most pressing first:
    { $lines }
    { $more ->
        [0] {""}
        [one] 1 more is not shown.
       *[other] { $more } more are not shown.
    }
    { $applied ->
        [0] {""}
        [one] 🙋 1 application to volunteer is waiting for you.
       *[other] 🙋 { $applied } applications to volunteer are waiting for you.
    }
captain_todo_none = 👍 Nothing to do right now.
todo-line = #{ $number } { $urgent ->
        [emergency] 🚨
        [urgent] ⏰
       *[other] ▪
    } { $category } ({ $building }): { $status }, { $left }{ $handling ->
        [none] {""}
       *[other] , { $handling } is handling it
    }
left = { $days ->
        [0] {""}
        [one] 1 day{" "}
       *[other] { $days } days{" "}
    }{ $hours ->
        [0] {""}
       *[other] { $hours } h{" "}
    }{ $minutes ->
        [0] {""}
       *[other] { $minutes } min{" "}
    }left
left-none = time is up
left-open = no clock
somebody-on-post = somebody else on duty
captain_tell =
    ☎️ This resident has no phone to read with. Please call ({ $phone }) or go and say:
    “{ $told }”
file_how =
    Good, you tell me and I write: who, which building and room, what is the matter; a phone number too if there is one.
    The rest goes as if the resident had written; what must be asked, you ask on the phone.
filed = ☎️ Request #{ $number } “{ $category }” ({ $building }) is filed for the resident. Captain { $captain } stays with it and phones at the end.
invite_whom = Whom do you want to invite?
invite_where = For which building?
invitation_made =
    The invitation for { $post ->
        [secretary] a secretary
        [captain] the captain of Building { $building }
        [deputy] the deputy captain of Building { $building }
       *[volunteer] this volunteer
    } is good for 7 days and once. Please pass it on:
    { $link ->
        [none] send in this chat: /start { $code }
       *[other] { $link }
    }
invite_volunteers =
    { $link ->
        [none] Ask neighbours who want to volunteer to write “I want to volunteer” here.
       *[other] Send this link to neighbours who want to volunteer: { $link }
    }
    { $waiting ->
        [0] {""}
       *[other] These volunteers of the list have no chat yet; tap a name to invite:
    }
captain_note =
    📝 Request #{ $number } “{ $category }”: { $author } has left a word for you:
    “{ $note }”
captain_handoff =
    🙋 The resident wants to talk to a person (request #{ $number } “{ $category }”). Reply to this message and your words go straight to the resident.
    ▪ Where: { $door }
    ▪ When: { $when }
    ▪ Phone: { $phone }
    ▪ The resident says: { $words }
    { $reads ->
        [en] 🌐 The resident reads English
       *[other] {""}
    }
    { $talk ->
        [none] {""}
       *[other] ▪ What was said just now:
    }
    { $talk ->
        [none] {""}
       *[other] { $talk }
    }
talk-resident = { $clock } Resident: { $said }
talk-assistant = { $clock } Assistant: { $asked ->
        [ask_category] asked what kind it is
        [ask_place] asked where
        [ask_where] asked where
        [ask_door] asked for unit and room
        [confirm_card] asked the resident to check
        [ask_what_to_change] asked what is wrong
        [ask_add_or_new] asked whether it is new
        [please_wait] asked for a moment
       *[other] answered
    }

request-line = #{ $number } { $category } ({ $building }): { $status }
leave_until_when = Good, leave until when? Please tap.
leave_noted =
    Noted: you are on leave { $from ->
        [now] from now
       *[other] from { $from }
    } until { $until }. { $name ->
        [none] Nobody else can stand in for you now, so urgent things still come to you.
       *[other] { $name } takes the requests of this time.
    }
    If you are back earlier, tap below.
leave_over =
    Welcome back! You are on duty again. { $count ->
        [0] There is nothing to take back.
        [one] This one is yours again:
       *[other] These { $count } are yours again:
    }
leave_none = You are not on leave; you are on duty. To take leave write “leave”.
give_up_sure = You want to give up your post? One tap below does it: what is unfinished goes to the deputy or the secretary at once, and the secretary looks for somebody new. For some days away, write “leave”.
give_up_nobody = Not yet: there is no other secretary, and requests would have nobody. Please invite another secretary first.
post_given_up = Good, you are no longer { $post ->
        [secretary] the secretary of the compound
        [captain] the captain of Building { $building }
       *[deputy] the deputy captain of Building { $building }
    }. What was unfinished has gone to who takes over. Thank you for all you did!
post_kept = Good, you stay. Nothing has changed.
post_vacant = { $name } is no longer { $post ->
        [secretary] the secretary of the compound
        [captain] the captain of Building { $building }
       *[deputy] the deputy captain of Building { $building }
    }. The post is vacant: please invite somebody.
takes_over = { $name } has given up the post. These requests are yours from now on:
stands_in = { $name } is away. These requests are yours meanwhile:
handed_back_to = { $name } is back. These requests are theirs again, thank you:

## Outcomes
outcome-solved = solved
outcome-partly = solved in part
outcome-unsolved = could not be solved
outcome-not_ours = not ours to do
outcome-merged = part of another one
outcome-no_answer = no answer
outcome-withdrawn = cancelled by the resident
outcome-mistaken = a mistake
outcome-false_alarm = false alarm

## Volunteers: words
nothing-yet = nothing yet
level-some = a little
level-skilled = well
level-certified = certified
hours-evenings = weekday evenings
hours-weekends = weekends
hours-both = weekday evenings and weekends
hours-any = any time
reach-building = my building only
reach-neighbours = my building and next door
reach-compound = the whole compound

## Volunteers: buttons
button-next = Next
button-rest-default = Defaults for the rest
button-back-to-settings = OK
button-skill-level = { $skill } · { $level }
button-more-skills = ➕ Add another
button-picked = ✅ { $what }
button-not-picked = { $what }
button-group-done = That's all
button-hours-evenings = Weekday evenings
button-hours-weekends = Weekends
button-hours-both = Both
button-hours-any = Any time
button-reach-building = My building only
button-reach-neighbours = Next door too
button-reach-compound = Whole compound
button-limit = { $count ->
    [10] Whenever needed
    [one] At most once a day
   *[other] At most { $count } times a day
}
button-night-no = Not at night
button-night-yes = You may call at night
button-change-skills = Skills
button-change-hours = Hours
button-change-reach = How far
button-change-languages = Languages
button-change-limits = How often
button-change-night = Nights
button-change-name = Name
button-change-building = Building
button-submit = ✅ Send it in
button-drop-application = I changed my mind
button-settings = My settings
button-pause = Pause
button-pause-today = Today
button-pause-days = Three days
button-pause-week = A week
button-pause-month = A month
button-pause-open = Until I say so
button-volunteer-back = Take requests again
button-unmute = Unmute: { $what }
button-approve = Approve
button-approve-vetted = Checked and approved
button-decline-application = Not approved
button-decline-enough = Enough people for now
button-decline-meet_first = Let us meet first
button-decline-incomplete = Something is missing
button-decline-not_resident = Does not live here
button-vetted = Checked
button-see-application = { $name }'s application
button-vet-one = { $name } is checked

## Volunteers: applying, and the settings afterwards
volunteer_skills =
    { $draft ->
        [yes] Thank you for wanting to help! A few taps and you are done. You may stop half way; write “I want to volunteer” to go on.
       *[no] {""}
    }
    What you can do: { $skills }
    Tap one to change how well (well → certified → off → a little); for more tap “Add another” or just write it, for example “I can fix computers and cook”.
volunteer_groups = In which field?
volunteer_group = What can you do in “{ $group }”? Tap to tick, tap again to untick.
volunteer_hours = When are you free? (now: { $hours }) Please tap, or write it, for example “Mon to Fri 9 to 5” or “weekday evenings”.
volunteer_reach = How far would you go? (now: { $reach })
volunteer_languages = Which languages do you speak? Tap to tick.
volunteer_limits = How often a day may we ask you at most? (now: { $day } a day, { $week } a week)
volunteer_night = May we call you after 10 at night if it is urgent? (If a life is in danger we always call.)
volunteer_name = What is your name? Please write it like “My name is Anna Lee”. The neighbour you help sees only your short name and building.
volunteer_building = In which building do you live?
volunteer_summary =
    📋 Your application. Is it right?
    ▪ Name: { $name }, { $building }
    ▪ Skills: { $skills }
    ▪ Hours: { $hours }
    ▪ How far: { $reach }
    ▪ Languages: { $languages }
    ▪ At most { $day } a day, { $week } a week
    ▪ At night: { $night ->
        [yes] yes, if it is urgent
       *[no] no
    }
    { $sensitive ->
        [yes] For help to older people, children and patients we ask you only after the captain has checked you.
       *[no] {""}
    }
application_handed_in = The captain has your application; I tell you the answer at once. Thank you!
application_waiting = The captain is still looking at your application; I tell you the answer at once.
application_dropped = Good, what you filled in is deleted. Write “I want to volunteer” whenever you like.
volunteer_welcome =
    🎉 You are approved. Welcome to the volunteers!
    When a neighbour needs help I ask you, and you decide each time. For a rest write “not today”; for hours and skills “my settings”.
volunteer_welcome_unvetted =
    🎉 You are approved. Welcome to the volunteers!
    When a neighbour needs help I ask you, and you decide each time; for older people, children and patients only after the captain has checked you.
    For a rest write “not today”; for hours and skills “my settings”.
volunteer_declined =
    Thank you for wanting to help. This time: { $why ->
        [enough] there are enough people with your skills now. If that changes, the captain will ask you.
        [meet_first] please wait a little, the captain wants to meet you first.
        [incomplete] something is missing. Write “I want to volunteer” to complete it.
       *[not_resident] not approved, because volunteers must live in this compound.
    }
volunteer_vetted = The captain has checked you. From now on we also ask you for older people, children and patients. Thank you!
phone_left = Good, your number is noted and encrypted. Only the neighbour who helps, the captain and the secretary see it.
volunteer_linked =
    🎉 I know you: you are on the list of volunteers. When a neighbour needs help I ask you here, and you decide each time.
    For hours and skills write “my settings”, for a rest “not today”.
volunteer_settings =
    ⚙️ Your settings ({ $standing ->
        [applied] waiting for the captain
        [paused] paused
        [resting] resting until { $until }
       *[approved] taking requests
    }):
    ▪ Skills: { $skills }
    ▪ Hours: { $hours }
    ▪ How far: { $reach }
    ▪ Languages: { $languages }
    ▪ At most { $day } a day, { $week } a week
    ▪ At night: { $night ->
        [yes] yes, if it is urgent
       *[no] no
    }
    { $mutes ->
        [none] {""}
       *[other] ▪ Muted: { $mutes }
    }
volunteer_pause = How long do you want to rest? Tap it, or write it, like “until Friday”.
volunteer_rests = Good, we do not ask you { $standing ->
        [resting] before { $until }
       *[other] until you say so
    }. To start again earlier, one tap.
certificate-called = { $certificate ->
        [none] certificate for { $skill }
       *[other] certificate “{ $certificate }” ({ $skill })
    }
certificate_ends = { $standing ->
        [gone] A certificate of yours ends, but you no longer do that kind of thing: nothing to do.
        [over] Your { $called } has ended ({ $until }): you are now asked as somebody who knows it well. If you have a new one, tap and tell me its date.
       *[ends] Your { $called } ends { $left ->
            [0] today.
            [one] tomorrow: { $until }.
           *[other] in { $left } days: { $until }.
        } If you have a new one, tap and tell me its date. If you let it lapse, that is fine: you are then asked as somebody who knows it well.
    }
certificate_over = { $standing ->
        [gone] A certificate of yours has ended, but you no longer do that kind of thing: nothing to do.
       *[over] Your { $called } has ended ({ $until }). From today you are asked as somebody who knows it well. If you have a new one, tap any time.
    }
volunteer_certificate = Until when is the new { $called } good? Tap, or write the date, for example “2029-05-01”, or “permanent”.
certificate_renewed = Noted: your { $called } { $until ->
        [none] does not expire.
       *[other] is good until { $until }.
    } The captain may ask to see it.
certificate_lapses = Good, I do not ask again. { $until ->
        [none] You
       *[other] After { $until } you
    } are asked for { $skill } as somebody who knows it well; nothing else changes. If you get a new one, one tap.
volunteer_is_back = Welcome back! I ask you when something fits.
unmuted = Good, we ask you for this again.

## Captains: about volunteers
captain_application =
    🙋 An application to volunteer ({ $building }): { $name }
    ▪ Phone: { $phone }
    ▪ Skills: { $skills }
    ▪ Hours: { $hours }; how far: { $reach }
    ▪ Languages: { $languages }; at most { $day } a day
    ▪ Checked: { $vetted ->
        [none] not yet
       *[other] { $vetted }
    }
    { $sensitive ->
        [yes] Some of it is for older people, children or patients: please check the person before you tap “Checked”.
       *[no] {""}
    }
captain_decline_why = { $name } is not approved because? They will see the reason.
application_approved = { $name } is a volunteer now.{ $vetted ->
        [none] {" "}For the old, for children, for hospital and for a talk only those are asked whom you have checked: tap “Checked” when you have.
       *[other] {" "}Checked on { $vetted }.
    }
application_declined = { $name } has been told that it was not this time.
application_decided = { $name }'s application has already been dealt with.
vetting_noted = Noted: { $name } was checked on { $vetted }.
captain_volunteers =
    👥 Your volunteers ({ $count }):
    { $lines }
volunteer-line = { $standing ->
        [applied] 🆕
        [paused] 💤
       *[other] ▪
    } Building { $building } { $name }: { $skills }{ $vetted ->
        [none] {""}
       *[other] , checked { $vetted }
    }

## Groups
group_asks =
    🤝 A neighbour in { $building } needs help: { $category } (request #{ $number })
    Time: { $when }
    If you can help, tap here and I tell you more in private: { $link }
group_hello = Hello everybody, I am “{ $assistant }”. When a neighbour of Building { $building } needs help and nobody is found, I ask here, without saying who it is.
group_bound = Good, this is now the group of Building { $building }. To undo it, send /unbind here.
group_unbound = Good, this is no longer the group of Building { $building }. I will not write there any more.
group_off = The compound does not ask in groups (group_mode in community.toml), so nothing was changed.
group_refused = Only the captain or deputy captain of the building can do this. Nothing was changed.
group_over = Somebody has taken it already, or it is no longer needed. Thank you for wanting to help!
group_newcomer = Thank you for wanting to help! Helpers register first, and the captain has a look. A few taps: write “I want to volunteer”.
group_cannot = Thank you! For “{ $category }” we cannot ask you now (not among your skills or hours, or your own home); others are being asked.
