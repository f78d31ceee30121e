# Everything the assistant says, in Simplified Chinese. { $… } are filled in when a message is sent.
# Short sentences, large words, one thing at a time: a 75-year-old reads this on a phone.

## Words
place-unknown = 地点待定
when-soon = 尽快
building-name = { $building }号楼
neighbour-name = { $building }的{ $surname }邻居
neighbour-unnamed = 一位邻居

phone-unknown = (没有登记)
phone-none = (没有留; 「回复」这条消息就能说上话)
category-unknown = 求助
partner-unnamed = 同盟单位
door-unknown = 还不知道
door-later = 先不说, 有人接单了再问您
door = { $building }号楼{ $unit ->
        [none] {""}
       *[other] { $unit }单元
    }{ $room ->
        [none] {""}
       *[other] { $room }
    }
volunteer-numbered = 志愿者 { $number }
person-on-post = 一位负责人
post-of = { $building }{ $post }
history-step = { $at } { $kind ->
        [accepted] 一位志愿者接单
        [answered_solved] 居民回答: { $said ->
            [yes] 解决了
           *[no] 没解决
        }
        [owned] 换了负责人
       *[moved] { $said ->
            [received] 已收到
            [open] 已受理
            [offering] 派单中
            [accepted] 已接单
            [referred] 已转介
            [done] 待确认
            [confirmed] 待回访
            [closed] 已办结
            [cancelled] 已撤销
           *[with_captain] 楼栋长处理中
        }
    }
listed = { $first }、{ $second }
skill-at-level = { $skill }({ $level })
partner-open = { $partner }({ $opens })
mute-until = { $what } ({ $until })
speech = { $which ->
        [0] 普通话
        [1] 福清话
        [2] 福州话
        [3] 闽南语
       *[4] 英语
    }

## Days and times
day-near = { $ahead ->
        [0] 今天
        [1] 明天
       *[2] 后天
    }
day-date = { $month }月{ $day }日
date-full = { $year }年{ $date }
day-weekday = { $date } { $weekday }
weekday = { $day ->
        [1] 周一
        [2] 周二
        [3] 周三
        [4] 周四
        [5] 周五
        [6] 周六
       *[7] 周日
    }
when-at = { $day } { $clock }
when-before = { $day } { $clock } 前
when-before-day = { $day }之前
when-all-day = { $day } 全天
when-days = { $day } 到 { $until }
when-from-to = { $day } { $clock }—{ $to }
when-recurring = { $when } ({ $every })
weekend = 周末
recurring = { $every }{ $ends ->
        [none] {""}
        [open] {" "}{ $begins }
       *[other] {" "}{ $begins }—{ $ends }
    }{ $until ->
        [none] {""}
       *[other] , 到 { $until } 为止
    }
recurring-days = { $every ->
        [1] 每天
       *[other] 每 { $every } 天
    }
recurring-weeks = { $every ->
        [1] 每{ $days }
        [2] 每两周的{ $days }
       *[other] 每 { $every } 周的{ $days }
    }
recurring-months = 每月 { $day } 号
recurring-so-often = { $unit ->
        [month] 每月 { $times } 次
       *[week] { $every ->
            [1] 每周 { $times } 次
            [2] 每两周 { $times } 次
           *[other] 每 { $every } 周 { $times } 次
        }
    }

## The three promises on a captain's card
clock-first = 第一句话 { $when } 前
clock-next = 下次报信 { $when } 前
clock-done = 办好 { $when } 前
clocks-over = 办好的时限已经过了
clocks-paused = 等到 { $until }, 时限暂停
clocks-none = 没有在走的时限

## Statuses
status-received = 已收到, 等您确认
status-open = 已受理
status-offering = 正在找邻居
status-accepted = 已有邻居接单
status-with_captain = 楼栋长处理中
status-referred = 已转给{ $partner }
status-done = 邻居说办好了, 等楼栋长确认
status-confirmed = 已确认, 等您回话
status-closed = 已办结
status-cancelled = 已撤销

## Kinds of emergency
emergency-medical = 有人身体危险
emergency-fire_gas = 起火或燃气
emergency-trapped = 有人被困
emergency-violence = 人身安全
emergency-despair = 需要马上联系
emergency-missing = 有人走失

## Parts of a match
reason-same-building = 和您同一栋楼
reason-next-building = 就在您隔壁楼
reason-skill = 您会{ $skill }
reason-certified = 您有证
reason-rested = 最近没打扰过您
reason-never-asked = 还没麻烦过您
reason-captain = 楼栋长点名请您
reason-again = 上次也是您

## Buttons
button-agree = 知道了
button-english = English
button-chinese = 中文
button-heard = 对
button-misheard = 不对, 我来打字
button-yes = 对, 就这样
button-yes-own = 对, 是我自己的事
button-yes-others = 对, 替别人办, 本人(家长)同意
button-erase = 删除我的数据
button-erase-now = 确定删除
button-erase-withdraw = 现在撤销并删除
button-erase-later = 办完再删
button-erase-not = 不删了
button-both = 两件都要
button-only-first = 只要第一件
button-only-second = 只要第二件
button-change = 改一下
button-change-category = 事情不对
button-change-place = 地点不对
button-drop = 不用了
button-once = 只要这一次
button-human = 找真人
button-add = 补充到 #{ $number }
button-new = 新的求助
button-cancel-one = 撤销 #{ $number } { $category }
button-false-alarm = 误报, 没事了
button-accept = 接单
button-decline = 这次不行
button-not-today = 今天别找我
button-mute-kind = 静音这类
button-mute-skill = 只静音 { $what }
button-because-busy = 没空
button-because-far = 太远
button-because-unable = 不会
button-because-awkward = 不方便
button-expect = { $minutes } 分钟到
button-way = 怎么走
button-spent = { $minutes } 分钟
button-went-well = 顺利
button-went-fairly = 还行
button-went-badly = 不顺利
button-again-yes = 愿意
button-again-no = 请别人吧
button-tell-captain = 给楼栋长留句话
button-tell-next = 给下一位邻居留句话
button-take-anyway = 还是我来
button-note = 备注
button-recategorise = 改类别
button-invite-captain = 楼栋长
button-invite-deputy = 副楼栋长
button-invite-secretary = 书记
button-invite-volunteer = 志愿者
button-invite-one = 邀请 { $name }
button-to-one = #{ $number } { $category }
button-new-words = 是一件新的事
button-tell-them = 告诉居民
button-tell-them-too = 也告诉居民
button-as-settings = 改我的设置
button-as-answer = 是回答您的
button-thank = 对邻居说声谢谢
button-coming = 我在路上
button-arrived = 我到了
button-done = 办好了
button-step-back = 我去不了了
button-take-over = 我来处理
button-choose = 指派邻居
button-ask-named = { $name } · { $why }
button-mark-done = 已经办好
button-more = 更多
button-wait-resident = 等居民回话
button-wait-day = 等到某天
button-wait-tomorrow = 明天
button-wait-2-days = 后天
button-wait-3-days = 三天后
button-wait-week = 一个星期后
button-extend = 延期
button-extend-material = 等材料或配件
button-extend-people = 一时找不到人
button-extend-resident = 居民约了以后
button-extend-weather = 等天气
button-extend-other = 别的原因
button-grant = 同意延期
button-grant-no = 不同意
button-refer = 转同盟单位
button-partner = { $partner }
button-merge = 合并
button-merge-into = 并入 #{ $number } · { $status }
button-split = 拆开 #{ $number }
button-send-back = 退单
button-back-wrong_place = 不是我这一栋的事
button-back-not_mine = 不该由我管
button-back-related = 我和当事人有关系
button-back-cannot = 我办不了
button-decide-captain = 定给楼栋长
button-decide-deputy = 定给副楼栋长
button-decide-secretary = 书记自己办
button-end = 结束
button-end-partly = 只解决了一部分
button-end-unsolved = 办不了
button-end-not_ours = 不归我们管
button-end-mistaken = 弄错了
button-why-for_now = 眼下只能这样
button-why-half = 剩下的要另外找人
button-why-nobody_can = 没有人会
button-why-costs = 要花钱, 居民没定
button-why-resident_declines = 居民不让办了
button-why-government = 该找政府部门
button-why-outside = 不在我们小区
button-why-private = 是私事, 帮不上
button-why-no_need = 居民说不用了
button-why-misread = 点错、说错了
button-call-named = ☎️ { $name } (打电话问)
button-call-instead = ☎️ 打电话问
button-phone-yes = 电话里答应了
button-choose-other = 换一位
button-phone-done = 电话里说办好了
button-phone-takes = 单位说收到
button-phone-back = 单位退回
button-partner-takes = 收到
button-partner-works = 还在办
button-partner-back = 退回
button-partner-back-not_ours = 不归我们单位管
button-partner-back-unclear = 情况说不清楚
button-partner-back-cannot = 现在办不了
button-confirm = 确认办好
button-not-done = 还没办好
button-phoned-1 = 电话里说解决了
button-phoned-0 = 电话里说没解决
button-phoned-partly = 电话里说解决了一部分
button-phoned-silent = 没打通
button-hand-back = 说完了, 交回助手
button-hours-wrong = 时长不对
button-hours-wrong-one = #{ $number } 时长不对
button-hours-keep = 没错, 就是 { $minutes } 分钟
button-hours-minutes = { $minutes } 分钟
button-card = #{ $number }
button-solved = 解决了
button-not-solved = 还没解决
button-partly = 解决了一部分
button-go-on = 还要接着办
button-not-the-same = 不是同一件
button-leave-today = 到今晚
button-leave-tomorrow = 到明晚
button-leave-3-days = 三天
button-leave-week = 一个星期
button-resign = 我不想再担任了
button-give-up = 交出{ $building ->
        [none] { $post }
       *[other] { $building }号楼{ $post }
    }的岗位
button-keep-post = 不, 继续担任
button-same-issue = 是这件事
button-other-issue = 不是, 另一件
button-i-am-back = 我回来了
button-satisfied = 满意
button-not-satisfied = 不满意
button-add-words = 补充
button-door-unit = { $unit }单元
button-no-door = 先不说
button-ask-time = 改时间
button-withdraw = 撤销
button-reach-captain = 联系楼栋长
button-withdraw-yes = 对, 撤销
button-keep = 不撤销, 点错了
button-renew = 换了新证
button-let-lapse = 不续了
button-good-until = 到 { $day }
button-good-always = 长期有效
button-skip-series = 下次先不来
button-end-series = 以后不用了
button-skip-series-of = 下次先不来: { $every }
button-leave-out-of = 那几天先不来: { $every }
button-month-day = { $day } 号
button-end-series-of = 以后不用了: { $every }
button-other-matter = 另一件事
button-show-card = #{ $number } { $category }
button-time-soon = 尽快
button-time-today_afternoon = 今天下午
button-time-today_evening = 今天晚上
button-time-tomorrow_morning = 明天上午
button-time-tomorrow_afternoon = 明天下午
button-time-after_tomorrow = 后天
button-why-nobody = 没人来
button-why-slow = 来得太慢
button-why-unfinished = 没弄好
button-why-again = 又坏了
button-why-manner = 态度不好
button-why-other = 别的原因

## Commands: what the menu says, and what the command means when it is sent
command-start = 重新开始
command-progress = 查进度
command-cancel = 撤销求助
command-mine = 我的求助
command-human = 找真人
command-mydata = 我的数据
command-erase = 删除我的数据
command-language = 语言 Language
command-help = 帮助
command-volunteer = 我想当志愿者
command-settings = 我的设置
command-thanks = 我的感谢
command-todo = 待办
command-volunteers = 志愿者名单
command-file = 代居民登记
command-invite = 邀请

## First contact and small talk
welcome =
    您好, 我是{ $community }的「{ $assistant }」。{ $promise }。
    家里要修、要搬、手机不会用、想找人陪老人看病……直接用您自己的话告诉我就行。
    我会请会这个的邻居来帮您, 楼栋长全程跟着, 直到您说解决了。
    您说的话和地址会加密保存; 门牌和电话只给接单的邻居和负责的楼栋长、书记看, 谁看过都有记录。
    办完 { $keep } 天后抹掉; 想看存了什么, 说「我的数据」; 想删, 说「删除我的数据」。
    性命攸关请先打 120 / 119 / 110。
notice =
    您好, 我是{ $community }的「{ $assistant }」。{ $promise }。先跟您说清楚:
    您说的话、电话和门牌加密保存, 只用来帮您办事。
    门牌和电话只给接单的邻居和负责的楼栋长、书记看, 谁看过都有记录。
    办完 { $keep } 天后抹掉; 想看存了什么, 说「我的数据」; 想删, 说「删除我的数据」。
# One line for both: whoever reads it has not said yet which they read.
language_choice = 🌐 English? Tap “English”. 说中文请点「中文」。
language_set = 好的, 以后都说中文。要英文, 说「English」。
language_followed = 🌐 以后用英文回您。要中文请点下面。
language-own = 中文
notice_agreed = 好的, 记下了。您的事照常在办; 上面要是有问题还没回答, 接着回答就行。
invitation_taken =
    欢迎! 您现在是{ $post ->
        [secretary] 小区书记, 楼栋长不在时由您兜底
        [captain] { $building }号楼的楼栋长
       *[deputy] { $building }号楼的副楼栋长
    }。有求助会发到这里, 点按钮就能处理; 到时间没动静我会提醒您。
    要请假, 直接说「我请假到周五」; 回来了说「我回来了」。
ask_own_name = 怎么称呼您? 直接回名字, 比如「郑国强」。居民的卡片上只写您的姓, 好让人家知道谁在管。
own_name_kept = 记下了, 谢谢! 居民看到的是您的姓。
invitation_taken_partner = 欢迎! 您现在是{ $partner }的联系人。小区有事要转给您们, 会发到这里, 点「收到」「办好了」或「退回」就行。
invitation_refused = 这个邀请不对, 或者已经用过、过期了。请向书记要一个新的。
welcome-agreed = 好的。您现在有什么事要帮忙吗? 直接说就行。
help_on_post =
    您在岗, 可以这样说:
    「待办」: 等着您办的事
    「代居民登记」: 替没有手机的居民报
    「志愿者名单」: 谁会什么, 谁报了名
    「我请假到周五」「我回来了」
    「邀请」: 请人来当志愿者
    要跟居民说话, 「回复」那条求助消息再打字。
help_of_volunteers =
    您是志愿者, 可以这样说:
    「我的设置」: 改时间、技能
    「今天别找我」「暂停接单」
    「我的时长」「我的感谢」
smalltalk_busy = 我在呢, 求助 #{ $number } 正在办。想看办到哪了说「查进度」, 要加一句说「补充」, 要找人说「找真人」。
smalltalk = 您好, 我在呢。有什么要邻居帮忙的, 直接说就行; 想看办到哪了, 说「查进度」。
out-of-scope = 这件事我们小区帮不上, 不好意思。家里修修补补、搬东西、看病陪同、手机电脑、代办跑腿这些, 随时找我。
not-text = 收到了。我现在只看得懂文字, 麻烦您用文字说说要帮什么忙。
attached =
    { $attached ->
        [photo] 照片
        [voice] 语音
        [location] 位置
       *[contact] 联系电话
    }收到了, 已放到求助 #{ $number }「{ $category }」, 帮您的人看得到。{ $attached ->
        [voice] { $heard ->
            [clear] {""}
            [unclear] 我没听清说了什么, 要紧的话麻烦再打几个字。
            [long] 一分钟以内的语音我才听得了, 要紧的话麻烦再打几个字。
           *[deaf] 我还听不懂语音, 要紧的话麻烦再打几个字。
        }
       *[other] {""}
    }
attached_first =
    { $attached ->
        [photo] 照片收到了。
        [voice] 语音收到了, 会转给帮您的人。{ $heard ->
            [unclear] 我没听清您说什么:
            [long] 一分钟以内的语音我才听得了:
           *[deaf] 我还听不懂语音:
        }
        [location] 位置收到了。
       *[contact] 联系电话记下了。
    }麻烦打字说一句要帮什么忙{ $attached ->
        [voice] , 或者点下面的按钮。
       *[other] 。
    }
voice_listening = 收到, 正在听……
voice_heard = 我听到的是:「{ $words }」对吗?
voice_alarm = 您的语音我听成:「{ $words }」, 已经当急事办了。听错了, 点上面的「误报, 没事了」。
voice_retype = 好的, 麻烦您打字再说一遍要帮什么忙。语音我也留着, 帮您的人能听。
attachment_unwelcome =
    { $why ->
        [too_many] 照片和语音已经够多了, 放不下更多。先办着, 缺什么再问您。
        [kind] 视频和别的文件我收不下。可以发照片、语音或录音、位置、联系人名片。
       *[other] 这个文件太大 (最大 20 MB; 语音最长 5 分钟), 我收不下。麻烦发小一点的。
    }
attachments = 求助 #{ $number }「{ $category }」: 随话发来的
slow_down = 您写得太快, 我一下子看不过来。请歇一会儿, 把要说的写成一条发给我。急事请直接打电话: 120 / 119 / 110。
in_line = 收到了, 这会儿问的人多, 我按先后一个一个来, 马上到您。
please-wait = 收到, 请稍等, 我在想……
nobody-on-post = 对不起, 小区还没有登记楼栋长, 我现在找不到人帮您。请先拨打 { $hotline }。
tap-stale = 这个按钮已经用过或过期了。要帮忙请直接说, 想看进展请说「查进度」。
tap-refused = 这个按钮不是给您的, 我没有动任何东西。
trouble = 我这边出了点问题, 您的话我记着了, 马上再处理。

## Questions
ask_category =
    { $again ->
        [yes] 我还是没太明白。
       *[no] 好的, 我来帮您。
    }{ $hasrequest ->
        [yes] (求助 #{ $number })
       *[no] {""}
    }
    您要帮忙的是哪一类? 点一下, 或者换个说法告诉我。
ask_about_which = 您想和楼栋长说哪一件? 点一下, 我马上去请。
ask_add_or_new = 您说的是给求助 #{ $number }({ $category })补充的, 还是一件新的事?
ask_place =
    { $unknown ->
        [none] {""}
       *[other] 我们小区没有 { $unknown } 号楼。
    }求助 #{ $number }「{ $category }」: 您在几号楼几单元几室? 比如「3号楼2单元501」。
ask_door =
    求助 #{ $number }: { $building }{ $unit ->
        [none] 几单元几室
       *[other] { $unit }单元几室
    }? 直接说, 比如{ $unit ->
        [none] 「2单元501」
       *[other] 「501」
    }。只给接单的邻居和楼栋长看, 以后不用再说。
door_noted = 好的, 记下了: { $door }。
door_skipped = 好的, 求助 #{ $number } 先不写门牌, 来帮您的人会在这里问您。
ask_where = 求助 #{ $number }「{ $category }」有人来办了, 现在要知道您住哪里: 几号楼几单元几室? 直接说, 比如「3号楼2单元501」, 或者点您的楼。只给来帮您的人和楼栋长看。
confirm_card =
    { $second ->
        [none] 请您看看对不对 (求助 #{ $number }):
            ▪ 什么事: { $category }
       *[other] 您说了两件事, 请您看看 (求助 #{ $number }):
            ▪ 第一件: { $category }
            ▪ 第二件: { $second }
    }
    ▪ 在哪里: { $door }
    ▪ 什么时候: { $recurring ->
        [none] { $when }
       *[other] { $recurring }。第一次是 { $when }, 以后我到时候提前去请人, 先请上次来的邻居; 不用了随时说一声
    }
    { $second ->
        [none] { $sensitive ->
            [yes] 这件事涉及健康或孩子, 只请审核过的邻居; 点「对」就表示您同意他们看到。
           *[no] 点「对」我马上去请邻居。
        }
       *[other] 两件都要办吗? 点一下, 我分别去请人。
    }
    { $second ->
        [none] { $whose ->
            [others] 是替别人办的, 「对」也表示本人(孩子由家长)同意了。
           *[own] {""}
        }
       *[other] {""}
    }
ask_which_days = 求助 #{ $number }: { $unit ->
        [none] 哪几天来, 已经说好了。
        [month] { $often }, 每个月几号来方便? 点一下, 或者直接说, 比如「8号」。
       *[week] { $chosen ->
            [none] { $often }, 星期几来方便? { $left ->
                [1] 点一天, 或者直接说, 比如「周二」。
               *[other] 点 { $left } 天, 或者直接说, 比如「周二周五」。
            }
           *[other] { $often }, 选了{ $chosen }, 还差 { $left } 天。
        }
    }
ask_what_to_change = 求助 #{ $number } 哪里不对? 点一下, 或者直接说正确的。
progress = 您的求助:
progress-line = #{ $number } { $category }: { $status }{ $helper ->
        [none] {""}
       *[other]  ({ $helper })
    }, 楼栋长跟着。
progress_none = 您现在没有没办完的求助。有事直接说就行。
which_to_cancel = 您要撤销哪一件?
cancelled = 求助 #{ $number } 已撤销。以后有事随时找我。
added = 好的, 已补充到求助 #{ $number }, 帮您的人都看得到。

## What is kept about somebody
my_data = 我们存着您的这些资料 (加密, 只有您和下面写的人看过):
my_data_person =
    ▪ 称呼: { $name }
    ▪ 电话: { $phone }
    ▪ 住处: { $door }
    ▪ 语言: { $language }
    ▪ 第一次联系: { $since }
    ▪ 您同意保存: { $consent }; 同意涉及健康、孩子的事给审核过的邻居看: { $sensitive }
    ▪ 您发来的消息: { $messages } 条, 回答后存 { $days } 天
my_data_volunteer = ▪ 志愿者资料: 会{ $skills }; 空闲时段 { $hours } 段
my_data_post = ▪ 职务: { $posts }
my_data_request = ▪ 求助 #{ $number } { $category } ({ $status }, { $date }): 「{ $words }」{ $until ->
        [none] {""}
       *[other] , 存到 { $until }
    }
my_data_request_forgotten = ▪ 求助 #{ $number } { $category } ({ $date }): 原话和地址已抹掉
my_data_series = ▪ 定期求助: { $every } (随时说「以后不用了」就停)
my_data_more = ▪ 还有 { $count } 件更早的求助
my_data_notes = ▪ 帮您的人为办事写的备注: { $count } 条, 和求助一起抹掉
my_data_views = 谁看过:
my_data_view = ▪ { $date } { $who } 看了{ $fields }{ $number ->
        [none] {""}
       *[other]  (求助 #{ $number })
    }
my_data_view_times = { $view } ({ $count } 次)
my_data_views_more = ▪ 更早还有 { $count } 次
my_data_views_none = 还没有人看过您的门牌、电话和原话。
nothing-kept = 没有
viewer-captain = { $post }{ $surname }
viewer-office = 小区管理员
viewer-helper = 帮您的{ $name }
field-name = 称呼
field-building = 楼号
field-door = 门牌
field-phone = 电话
field-words = 原话
field-notes = 备注
field-skills = 技能
field-attachments = 图片和语音
field-other = 其他资料
post-captain = 楼栋长
post-deputy = 副楼栋长
post-secretary = 书记
erase_ask =
    { $danger ->
        [yes] 您有紧急求助还没结束, 现在删了就没人知道去哪里帮您。可以等它办完马上删。
       *[no] { $open ->
            [none] 确定要删除您的资料吗? 称呼、电话、门牌、说过的话都会抹掉, 找不回来; 只留下「某栋某类求助办结了」这样的数字。
           *[other] 您还有没办完的求助 ({ $open })。可以现在撤销并删除, 也可以等办完再删。
        }
    }
erasing = 好的, 马上删除, 一分钟内抹掉您的称呼、电话、门牌和说过的话。以后您再写来, 我就当第一次认识您。
erase_later = 好的, 等您的求助都办完, 我马上删除您的资料, 不用再说一遍。改主意了点下面。
erase_kept = 好的, 不删, 都留着。
erase_on_post = 您还担任着小区的职务 ({ $posts }), 求助要靠您的资料才送得到。请先请书记把职务交给别人, 再来删除。
## The card of a request: one message, kept up to date
resident_card =
    📌 求助 #{ $number }「{ $category }」
    ▪ 在哪里: { $door }
    ▪ 什么时候: { $when }
    ▪ 现在: { $step ->
        [recorded] 已记下, 楼栋长会联系您
        [coming] 邻居在路上了{ $expected ->
            [none] {""}
           *[other] , { $expected } 前后到
        }
        [arrived] 邻居到了
        [done] 邻居说办好了, 等楼栋长确认
       *[none] { $status }{ $outcome ->
            [none] {""}
           *[other] : { $outcome }
        }
    }
    { $helpers ->
        [none] {""}
       *[other] ▪ 谁来帮: { $helpers }
    }
    { $code ->
        [none] {""}
       *[other] 🔑 到门口会报暗号 { $code }, 对上了再开门
    }
    { $ended ->
        [yes] {""}
       *[no] ▪ 楼栋长{ $captain }全程跟着
    }
    { $promise ->
        [word] ▪ 最晚 { $at } 再给您报信
        [ask] ▪ { $at } 来问您是不是真解决了
       *[none] {""}
    }
card_moved = 求助 #{ $number }「{ $category }」的卡片移到下面了 ↓
ask_more = 求助 #{ $number }「{ $category }」: 您要补充什么? 直接说, 或发照片、语音、位置都行。
ask_new_time =
    { $again ->
        [yes] 我没看明白是什么时候。
       *[no] {""}
    }求助 #{ $number }「{ $category }」: 您想改到什么时候? 点一下, 或者直接说, 比如「明天下午三点」。
time_changed = 好的, 求助 #{ $number } 的时间改成: { $when }。
ask_withdraw = 真的要撤销求助 #{ $number }「{ $category }」吗? { $recurs ->
        [yes] 撤销的只是这一次, 下次还会按时请人。
       *[no] 撤销了就不再请人。
    }
series_ended = 好的, 以后不再定期请人了。{ $goes_on ->
        [yes] 已经在办的求助 #{ $number } 照旧; 这次也不用了, 就在它的卡片上点「撤销」。
       *[no] {""}
    }要再来, 跟我说一声就行。
series_skipped = 好的, { $days } 先不来。{ $next ->
        [none] 后面没有别的日子了。
       *[other] 下一次是 { $next }。
    }
which_series = 您有几件定期的求助, 是哪一件?
which_series_then = 那几天有几件定期的求助要来人, 哪一件先不来?
kept = 好的, 求助 #{ $number } 没有动, 接着办。
ask_why_not = 求助 #{ $number }: 主要是哪里不好? 点一下, 楼栋长会看到。
thanks_for_reason = 谢谢您说实话, 已告诉楼栋长。
my_requests = 您的求助都在这里。点一下看卡片:

## To the resident
resident_reminder = 求助 #{ $number } 还差您一句话: 回答上面的问题我就去请人。您不回也没关系, 过一会儿楼栋长会来问您。
resident_with_captain = 求助 #{ $number } 现在由楼栋长{ $captain }亲自处理, 会联系您。
resident_captain_acts = 求助 #{ $number }: 楼栋长{ $captain }正在安排。
resident_captain_done = 求助 #{ $number }: 楼栋长说已经办好了。过些时候我会来问您是不是真的解决了。
resident_accepted =
    求助 #{ $number }: { $helper }接单了, 会来帮您。
    { $code ->
        [none] {""}
       *[other] 🔑 到门口会报暗号 { $code }, 对上了再开门。
    }
resident_recategorised = 求助 #{ $number } 按「{ $category }」接着办, 您不用再说一遍。
resident_expects = 求助 #{ $number }: { $helper }在路上了, 大约 { $minutes } 分钟到。
resident_coming = 求助 #{ $number }: { $helper }在路上了。
resident_arrived = 求助 #{ $number }: { $helper }到了。
resident_done = 求助 #{ $number }: { $helper }说办好了, 楼栋长正在确认。要是没弄好, 点下面告诉我。
resident_reoffered = 求助 #{ $number }: 原来的邻居临时来不了, 我已经在请别的邻居。
resident_no_news = 求助 #{ $number } 还在办: { $status }。没有忘记您, 有消息马上说。
resident_wait_remind = 求助 #{ $number } 在等您的回话。
resident_waited_for = 求助 #{ $number }: 楼栋长{ $captain }在等您一句话, 您直接在这里说就行。
resident_waits_until = 求助 #{ $number }: 楼栋长{ $captain }和您约到 { $until } 再办。有变化直接在这里说。
resident_extended = 求助 #{ $number } 要多等一些时候({ $reason }), 最晚 { $until } 前给您办好。对不起。
resident_partner_acknowledged = 求助 #{ $number }: { $partner }收到了, 会来处理。
resident_partner_working = 求助 #{ $number }: { $partner }说还在办。
resident_partly = 求助 #{ $number } 记为「解决了一部分」。剩下的还要接着办, 点一下就行。您对这次帮忙满意吗?
resident_joined = 求助 #{ $number } 和已经在办的 #{ $other } 是同一件事, 并到一起办。您的话加进去了, 每走一步都告诉您。
thing-lift = 电梯
thing-lamp = 灯
thing-entrance = 门禁和单元门
thing-manhole = 井盖
thing-water-off = 停水
thing-power-off = 停电
thing-pipes = 管道和漏水
thing-rubbish = 垃圾和杂物
thing-parking = 停车
thing-charging = 充电
thing-fire-safety = 消防设施
thing-plants = 花草树木
thing-cameras = 监控
thing-playground = 健身和游乐设施
thing-paving = 路面和台阶
thing-pets = 猫狗
thing-smell = 气味
thing-pests = 虫鼠
thing-network = 信号和网络
thing-outer-wall = 外墙
ask_same_issue = { $building }已经有一件在办的「{ $category }」: #{ $other }{ $thing ->
        [none] {""}
       *[other] {""}, 说的是{ $thing }
    }, { $since }报的。您说的 #{ $number } 是这件事吗? 是的话并到一起办, 每走一步都告诉您; 不答也没关系, 您的照样单独办。
resident_own_case = 好的, 求助 #{ $number } 是另一件, 照样单独办。
resident_split = 求助 #{ $number } 单独办, 由楼栋长{ $captain }负责, 会联系您。
resident_yours_now = 求助 #{ $number }: 先报的邻居撤了, 这件事接着给您办。
subscriber_news = 您也反映过的 #{ $number }「{ $category }」({ $building }): { $status }。
withdrawn_goes_on = 好的, 求助 #{ $number } 您不用管了。还有邻居也在等, 我们接着办。
resident_status = 求助 #{ $number }「{ $category }」: { $status }。
resident_reopened = 对不起, 没帮到位。求助 #{ $number } 已重新打开, 还是楼栋长{ $captain }负责, 马上联系您。
resident_closed_by_captain = 求助 #{ $number } 由楼栋长{ $captain }结束了({ $outcome }: { $reason })。您不同意的话点「还没解决」。
resident_closed_no_answer = 求助 #{ $number } 一直没等到您的回话, 先记为「未答复」办结。其实没解决的话, 点一下我就重新打开。
reopen_too_late = 求助 #{ $number } 办结太久了, 重开不了。麻烦您再说一遍要帮什么, 我马上开一件新的。
ask_solved = 求助 #{ $number }「{ $category }」: 解决了吗?
ask_solved_again = 再问您一声, 求助 #{ $number }「{ $category }」解决了吗? 点一下就行。
ask_satisfied = 太好了, 求助 #{ $number } 已办结。您对这次帮忙满意吗?
thanks_for_answer = 谢谢您告诉我们。远亲不如近邻, 有事随时说。
resident_handed_over = 求助 #{ $number }: 我请楼栋长{ $captain }来和您说。您现在写的话会直接转给楼栋长, 双方都看不到电话号码。
handed_back = 求助 #{ $number }: 转人工结束了, 现在又是我在。
relayed =
    { $speaker ->
        [resident] 求助 #{ $number } 的居民说:
        [captain] 楼栋长{ $captain }对您说 (求助 #{ $number }):
       *[holder] 帮您的邻居说 (求助 #{ $number }):
    }
    「{ $words }」
    { $direct ->
        [yes] (直接回话就行)
       *[no] 要插话, 请「回复」这条消息。
    }
to_whom =
    「{ $words }」
    这句话要告诉谁? 点一下, 我转过去。
which_meant =
    「{ $words }」
    这句是要告诉求助 #{ $number } 的居民, 还是{ $about ->
        [settings] 改您自己的接单设置
       *[answer] 回答我刚才的问题
    }? 点一下, 我再办。
taken_as_answer =
    { $about ->
        [settings] 这句我记成您的接单设置了
       *[answer] 这句我当作回答了
    }, 没有转给求助 #{ $number } 的居民。也想让居民知道, 点一下。
relay_noted = 已转达 (求助 #{ $number })。

## Emergencies
emergency_number =
    🚨 请马上拨打 { $number } !
    { $kind ->
        [medical] 先打 120, 说清楼号; 人不要随便搬动, 旁边的人不要离开。
        [fire_gas] 先出门再打 119; 不要开关任何电器, 不要坐电梯。
        [trapped] 打 119; 告诉里面的人别慌, 不要硬扒门。
        [violence] 先到安全的地方, 再打 110。
        [despair] 12356 心理热线 24 小时有人听您说。您不是一个人。
        [missing] 马上打 110, 不用等 24 小时; 说清穿什么、在哪里最后看见。
       *[other] 先打这个电话。
    }
    楼栋长我现在就叫。
emergency_where = 您在几号楼几室? 直接回我楼号, 比如「3号楼501」。楼栋长和书记已经在叫了。
emergency_paged = 求助 #{ $number }: 已经叫了楼栋长{ $captain }{ $discreet ->
        [yes] , 只有他们知道。
       *[no] 和本楼值班的邻居。
    }如果是误报, 点一下就好, 没有人会怪您。

## To volunteers
offer =
    { $discreet ->
        [yes] 🚨 需要马上联系 (求助 #{ $number })
       *[no] { $urgent ->
            [emergency] 🚨 紧急: { $emergency }
            [urgent] ⏰ 着急: { $category }
           *[other] 🤝 { $category }
        } (求助 #{ $number })
        在{ $building }, 时间: { $when }。
        为什么请您: { $reasons }
    }
    { $until ->
        [none] {""}
       *[other] 请在 { $until } 前回一声; 过了就交给楼栋长。
    }
offer_already_yours = 求助 #{ $number } 已经是您的了, 谢谢。
offer_too_late =
    { $answer ->
        [filled] 求助 #{ $number } 已有人接单, 谢谢您愿意帮忙!
        [cancelled] 求助 #{ $number } 已撤销, 谢谢您愿意帮忙!
       *[arranged] 求助 #{ $number } 楼栋长已安排, 谢谢您愿意帮忙!
    }
offer_over =
    { $answer ->
        [accepted] ✅ 求助 #{ $number }「{ $category }」({ $building }): 您已接单。
        [declined] 求助 #{ $number }「{ $category }」({ $building }): 这次不打扰您了。
        [withdrawn] 求助 #{ $number }「{ $category }」({ $building }): 已请别的邻居。
        [filled] 求助 #{ $number }「{ $category }」({ $building }): 已有人接单, 谢谢您!
        [cancelled] 求助 #{ $number }「{ $category }」({ $building }): 已撤销, 谢谢您!
       *[arranged] 求助 #{ $number }「{ $category }」({ $building }): 楼栋长已安排, 谢谢您!
    }
decline_noted = 好的, 求助 #{ $number } 不打扰您了, 谢谢回话。
decline_reason_noted = 好的, 记下了{ $why ->
        [busy] 。今天都没空的话, 点一下我就不再找您。
        [far] 。下次只想在近处帮忙, 可以改范围。
        [unable] 。要是这样不会, 可以从您的技能里去掉。
       *[awkward] , 没关系。
    }
muted = 好的, 「{ $what }」到 { $until } 以前都不找您。随时可以取消。
the_way =
    🧭 { $row ->
        [0] 地点还不知道, 请先问问居民。
       *[other] { $building }在小区第 { $row } 排{ $left ->
            [none] 最左边
           *[other] , { $left }号楼旁边
        }{ $right ->
            [none] (这一排的最后一栋)
           *[other] , 再过去是{ $right }号楼
        }。
    }
    { $hint ->
        [none] {""}
       *[other] { $hint }
    }
holder_card =
    ✅ 求助 #{ $number }「{ $category }」您已接单, 谢谢!
    ▪ 在哪里: { $door }
    ▪ 什么时候: { $when }
    ▪ 电话: { $phone }
    ▪ 居民说: { $words }
    { $reads ->
        [en] 🌐 这位居民看英文, 您的话会原样转过去: 请写简单的英文, 或请会英语的人帮忙
       *[other] {""}
    }
    { $left ->
        [none] {""}
       *[other] ▪ 上次来的邻居说: { $left }
    }
    { $code ->
        [none] {""}
       *[other] 🔑 到门口请报暗号 { $code }, 居民那边也是这个数。
    }
    { $expected ->
        [none] {""}
       *[other] 🚶 您说 { $expected } 前后到, 已告诉居民。
    }
holder_card_over =
    { $ended ->
        [cancelled] 求助 #{ $number }「{ $category }」居民撤销了, 您不用去了。
        [offering] 求助 #{ $number }「{ $category }」已请别的邻居。
        [with_captain] 求助 #{ $number }「{ $category }」楼栋长已安排。
        [accepted] 求助 #{ $number }「{ $category }」已请别的邻居。
       *[other] 求助 #{ $number }「{ $category }」办好了。门牌和电话已收起。
    }谢谢您!
holder_added = 求助 #{ $number }「{ $category }」: 居民有补充, 看上面的卡片。
holder_time_changed = 求助 #{ $number }「{ $category }」: 居民把时间改成 { $when }。不方便的话点卡片上的「我去不了了」。
holder_nudge = 求助 #{ $number }「{ $category }」怎么样了? 点一下告诉我, 居民在等。
holder_released = 求助 #{ $number } 一直没有您的消息, 我先请别的邻居去了。没关系, 谢谢您。
holder_done =
    求助 #{ $number } 记下了, 辛苦了! 楼栋长会确认。
    这次一共花了多久? 点一下, 或者直接说, 比如「一个半小时」。拍了照片也可以发来。
holder_how = 好的, 这次记 { $minutes } 分钟。去得顺利吗?
holder_again = 谢谢。这户以后再有事, 您还愿意去吗? (只有我知道, 用来安排人)
holder_note = 有什么要让别人知道的吗? 没有就不用管了, 谢谢您!
ask_note =
    { $whom ->
        [next] 下一位去这户的邻居该知道什么? 直接打字, 比如「耳朵背, 敲门要重一点」。只给下次接单的人看。
        [helpers] 想对帮您的邻居说什么? 直接打字, 我转给 TA, 不写您的名字; TA 以后在「我的感谢」里也看得到。
       *[captains] 请直接打字。只有楼栋长、副楼栋长和书记看得到。
    }
note_kept =
    { $whom ->
        [helpers] 您的谢意已经转到, 远亲不如近邻。
       *[other] 记下了 (求助 #{ $number })。
    }
holder_thanked =
    💐 求助 #{ $number }: 居民对您说:
    「{ $note }」
my_thanks =
    💐 您帮过 { $helped } 次: { $solved } 次居民说解决了, { $satisfied } 次说满意。
    🕐 服务时长: 一共 { $hours } 小时, 今年 { $thisyear } 小时{ $waiting ->
        [0] {""}
       *[other] ; 还有 { $waiting } 分钟等楼栋长确认
    }。每一次的, 说「我的时长」。
    { $words ->
        [none] 谢谢您, 邻居们都记着。
       *[other] 邻居们说:
    }
    { $words ->
        [none] {""}
       *[other] { $words }
    }
my-thanks-line = 「{ $said }」 ({ $category }, { $day })
my_thanks_none = 您还没有帮忙的记录。第一次接单办好以后, 这里就会有。
holder_thanks = 求助 #{ $number }: 居民说解决了, 谢谢您!{ $minutes ->
        [0] {""}
       *[other] {" "}这次记您服务 { $minutes } 分钟。
    }
hours_disputed = 求助 #{ $number }: 您说 { $minutes } 分钟不对, 已经告诉楼栋长{ $captain }, 会来问您。
hours_settled = 求助 #{ $number }: 楼栋长定下来, 这次记您服务 { $minutes } 分钟。
my_hours =
    您的志愿服务时长: 一共 { $hours } 小时, { $pieces } 次; 今年 { $thisyear } 小时。
    最近几次:
my-hours-line = #{ $number } { $category }, { $day }: { $minutes } 分钟{ $status ->
        [confirmed] {""}
        [disputed] , 您说不对, 等楼栋长定
       *[noted] , 等楼栋长确认
    }
my_hours_none = 您还没有服务记录。接一次单, 办好后点「办好了」, 楼栋长确认了就记上。
holder_cancelled = 求助 #{ $number } 居民撤销了, 您不用去了。谢谢您!
step_back_noted = 好的, 求助 #{ $number } 我马上请别人, 谢谢您早点说。
holder_merged = 求助 #{ $number } 并到另一件一起办了, 您不用去了。谢谢您!
nothing_to_do = 求助 #{ $number } 现在不需要您做什么了, 谢谢。

## To captains
captain_card =
    { $why ->
        [resident_silent] 📋 居民说到一半没有下文, 请您问问:
        [nobody_left] 📋 没有能请的邻居了, 请您安排:
        [not_enough] 📋 到点了还没有人接单, 请您安排:
        [not_solved] 📋 居民说没解决, 重新打开了:
        [partner_silent] 📋 转介单位没有动静, 退回给您:
        [added] 📋 居民有补充:
        [completed] 📋 居民补全了:
        [place_known] 📋 居民说了住在哪里:
        [yours] 📋 由您处理:
        [asked_for] 📋 您要看的:
        [split] 📋 拆开单独办:
        [decided] 📋 书记定了由您办, 不能再退:
        [moved_on] 📋 这件事已经往前走了:
       *[other] 📋 请您处理:
    }
    #{ $number }「{ $category }」{ $urgent ->
        [emergency] 🚨紧急
        [urgent] ⏰着急
       *[other] {""}
    }
    ▪ 在哪里: { $door }
    ▪ 什么时候: { $when }
    ▪ 电话: { $phone }
    ▪ 现在: { $status }
    ▪ 时限: { $clocks }
    ▪ 居民说: { $words }
    { $reads ->
        [en] 🌐 这位居民看英文, 您的话会原样转过去: 请写简单的英文, 或请会英语的人帮忙
       *[other] {""}
    }
    { $noted ->
        [none] {""}
       *[other] ▪ 备注: { $noted }
    }
    { $filed ->
        [yes] ☎️ 居民没有手机, 是代登记的
       *[no] {""}
    }
    { $handling ->
        [none] {""}
        [you] ✋ 您正在处理
       *[other] ✋ { $handling }正在处理
    }
    { $history ->
        [none] {""}
       *[other] ▪ 来龙去脉:
    }
    { $history ->
        [none] {""}
       *[other] { $history }
    }
captain_emergency =
    🚨🚨 紧急求助 #{ $number }: { $emergency }
    { $discreet ->
        [yes] 请马上联系这位居民, 不要声张。
       *[no] 已请居民先打急救电话, 请您马上过去。
    }
    ▪ 在哪里: { $door }
    ▪ 电话: { $phone }
    ▪ 居民说: { $words }
    { $reads ->
        [en] 🌐 这位居民看英文, 您的话会原样转过去: 请写简单的英文, 或请会英语的人帮忙
       *[other] {""}
    }
    { $handling ->
        [none] {""}
        [you] ✋ 您正在处理
       *[other] ✋ { $handling }正在处理
    }
digest =
    🌅 早上好。夜里没打扰您, 有 { $count } 件事:
digest-line = ▪ #{ $number } { $category } ({ $building }): { $status }
digest-also = 还在等您的:
digest-more = ……还有 { $count } 行, 打开卡片看。
report_week = 📊 { $community }一周报告 ({ $first }—{ $last })。里面没有任何人的个人信息。
report_month = 📊 { $community }一月报告 ({ $first }—{ $last })。里面没有任何人的个人信息。
captain_certificates = { $lines ->
        [none] 志愿者的证都已经更新了。
       *[other] 🪪 志愿者的证到期:
    }{ $lines ->
        [none] {""}
       *[other] {"\u000A"}{ $lines }
    }
certificate-line = ▪ { $building ->
        [none] {""}
       *[other] { $building }号楼{" "}
    }{ $name }: { $called } { $until }, { $standing ->
        [over] 已到期, 现在按「熟练」请人。
       *[ends] { $left ->
            [0] 今天到期, 没进聊天, 请您转告。
           *[other] 还有 { $left } 天, 没进聊天, 请您转告。
        }
    }{ $lapses ->
        [yes] 本人说不续了。
       *[no] {""}
    }
captain_certificate_renewed = 🪪 { $name }说换了新证: { $called }, { $until ->
        [none] 长期有效。
       *[other] 到 { $until }。
    }方便时请看一眼。
captain_opened = 求助 #{ $number }「{ $category }」({ $building })已受理, 正在请邻居。
captain_accepted = 求助 #{ $number }「{ $category }」({ $building }): { $helper }接单了。
captain_confirm = 求助 #{ $number }「{ $category }」({ $building }): { $helper }说办好了, 请您确认。
captain_confirmed = 求助 #{ $number } 已确认。过些时候我会去问居民是不是真的解决了。
captain_choices = 求助 #{ $number }「{ $category }」({ $building }): 您想请谁? 排在前面的更合适。{ $partners ->
        [none] {""}
       *[other] 同盟单位也能做: { $partners }。
    }
captain_choices_none = 求助 #{ $number }: 现在没有可以请的邻居(都在休息、请过了或不会这个)。请您亲自处理。{ $partners ->
        [none] {""}
       *[other] 同盟单位也能做: { $partners }。
    }
captain_asked = 求助 #{ $number }: 已请{ $name }, 有回话马上告诉您。
captain_cannot_ask = 求助 #{ $number }: { $name }现在不能请(在休息或已满)。请换一位。
captain_closed = 求助 #{ $number } 已办结。
captain_solved = 求助 #{ $number }「{ $category }」: 居民说解决了, 已办结。谢谢您!
captain_cancelled = 求助 #{ $number }「{ $category }」已撤销, 您不用管了。
captain_series_ended = 求助 #{ $number }「{ $category }」: 居民以后不用定期来了, 已经在办的这一次照旧。
captain_time_changed = 求助 #{ $number }「{ $category }」({ $building }): 居民把时间改成 { $when }。
captain_why_not =
    求助 #{ $number }「{ $category }」({ $building }): 居民说 { $discontent ->
        [nobody] 没人来
        [slow] 来得太慢
        [unfinished] 没弄好
        [again] 又坏了
        [manner] 态度不好
       *[other] 有别的原因, 请您问一声
    }。
captain_remind = ⏰ 催办: 求助 #{ $number }「{ $category }」({ $building })等着您处理。
captain_escalated =
    { $level ->
        [deputy] ⚠️ 督办
       *[other] ❗ 通报
    }: 求助 #{ $number }「{ $category }」({ $building }){ $status }, 负责人{ $captain }还没有动作, 请您过问。
captain_overdue = ⏰ 求助 #{ $number }「{ $category }」({ $building })超过了承诺的时间, 已通报书记。
captain_holder_silent = 求助 #{ $number }「{ $category }」: { $helper }出发后没有消息, 请您问一声。
captain_partner_silent = ⏰ 求助 #{ $number }: { $partner }还没有动静, 请您催一下。
captain_referred = 求助 #{ $number }「{ $category }」({ $building })已转{ $partner }, 请您留意。
captain_more = #{ $number }「{ $category }」还可以这样办。时限: { $clocks }
captain_wait = 求助 #{ $number }: 等到哪天? 到那天早上 9 点我再叫您, 这期间时限暂停。
captain_waits = 好的, 求助 #{ $number } 等到 { $until }, 时限暂停。居民一说话我就叫您。
captain_warned =
    ⏰ 快到时限 (求助 #{ $number }「{ $category }」, { $building }): { $promise ->
        [first_word] 还没有人和居民说过话。
        [word_to_resident] 居民很久没听到消息了, 请您说一句。
       *[done_by] 快到办好的时限了, 办不完请先延期。
    }
    时限: { $clocks }
captain_broken =
    ❗ 过了时限 (求助 #{ $number }「{ $category }」, { $building }): { $promise ->
        [first_word] 一直没有人和居民说过话。
        [word_to_resident] 居民太久没有消息, 我先报了个平安。
       *[done_by] 没有按时办好。
    }
    负责人{ $captain }。时限: { $clocks }
captain_extend = 求助 #{ $number } 为什么要延期? 第一次点了就延, 再延要上一级同意。
extension_too_late = 求助 #{ $number } 已经过了办好的时限, 不能再延期了。请尽快办, 办不了就结束或退单。
extension_sent = 求助 #{ $number } 的延期已经请上一级定, 有结果马上告诉您。
extension_asked = 求助 #{ $number }「{ $category }」({ $building }) { $captain }请再延期一次, 原因: { $reason }。时限: { $clocks }
extension_answered = 求助 #{ $number } 的延期, 您的意见记下了。
extension_granted = 求助 #{ $number } 延期了, 最晚 { $until } 前办好。
extension_refused =
    { $late ->
        [yes] 求助 #{ $number } 的延期批得晚了, 时限已经过了, 请尽快办。
       *[no] 求助 #{ $number } 的延期上一级没有同意, 请按原来的时限办。
    }
captain_send_back = 求助 #{ $number } 为什么退? 会交给上一级。
send_back_refused = 求助 #{ $number } 不能再退了, 请您办到底。
sent_back_noted = 求助 #{ $number } 已经退给上一级。
captain_sent_back = 📋 退单 (求助 #{ $number }「{ $category }」, { $building }): { $reason }。请您处理。
captain_decide = ❗ 求助 #{ $number }「{ $category }」({ $building })退了又退, 请书记当场定: { $reason }。
captain_decided = 求助 #{ $number } 定了, 由{ $captain }办。
captain_partners = 求助 #{ $number }「{ $category }」转给谁? 排在前面的管这类事。
captain_refer_call =
    ☎️ 求助 #{ $number }「{ $category }」({ $building })转{ $partner }, 他们没有人在这里, 请您打电话{ $partnerphone ->
        [none] 。
       *[other] : { $partnerphone }
    }
    这样说:「您好, 我是{ $community }的楼栋长。{ $building }有一件{ $category }的事请你们处理: { $words }」
    ▪ 在哪里: { $door }
    ▪ 居民电话: { $phone }
captain_partner_acknowledged = 求助 #{ $number }: { $partner }收到了。
captain_merge = 求助 #{ $number }「{ $category }」({ $building })并到哪一件?
captain_joined = #{ $other } 并入求助 #{ $number }「{ $category }」({ $building }), 一起办, 两边都会告诉。
captain_passed_on = 求助 #{ $number }: 先报的居民撤了, 还有别的居民在等, 请接着办。
captain_endings = 求助 #{ $number } 怎么结束?
captain_why = 求助 #{ $number }「{ $outcome }」, 因为?
captain_partly = 求助 #{ $number }「{ $category }」: 居民说解决了一部分, 已办结。
captain_call_volunteer =
    ☎️ 请您打给{ $name }: { $phone }
    这样问:「您好, { $building }有一位邻居要帮忙: { $category }, { $when }。您方便吗?」(求助 #{ $number })
captain_call_noted = 求助 #{ $number } 记下了: 没打通。到时间还没有回话, 就记为「未答复」。
captain_ask_satisfied = 求助 #{ $number } 记下了。居民满意吗? 没问到就不用点。
partner_card =
    { $urgent ->
        [urgent] ⏰ 着急
       *[other] 📋 请处理
    }: { $category } (求助 #{ $number })
    ▪ 在{ $building }, 时间: { $when }
    { $shown ->
        [yes] ▪ 门牌: { $door }
        [taken] ▪ 已经有人收到
       *[no] ▪ 点「收到」后可以看到门牌和电话
    }
    { $shown ->
        [yes] ▪ 电话: { $phone }
       *[other] {""}
    }
    { $shown ->
        [yes] ▪ 居民说: { $words }
       *[other] {""}
    }
partner_reminded = ⏰ 求助 #{ $number }「{ $category }」({ $building })怎么样了? 居民在等, 点一下就行。
partner_why = 求助 #{ $number } 为什么退回?
partner_thanks = 求助 #{ $number } 记下了, 辛苦了!
captain_wait_over = 求助 #{ $number }: 等居民回话等到头了, 请您决定。
captain_unreachable = 求助 #{ $number }「{ $category }」: 有一条消息送不到对方, 请您打电话联系。
captain_call =
    ☎️ 请您给居民打个电话 (求助 #{ $number }「{ $category }」), 问两句:
    「您好, 我是{ $community }的楼栋长。您前几天的事解决了吗? 您满意吗?」
    电话: { $phone }
captain_hours =
    🕐 求助 #{ $number }「{ $category }」: 志愿者{ $name }说记的 { $minutes } 分钟不对。
    请问一声实际用了多久, 再点一下。
captain_hours_settled = 求助 #{ $number }: { $name }的服务时长是 { $minutes } 分钟, 已确认。
captain_being_handled = ✋ 求助 #{ $number }「{ $category }」: { $name }正在处理 (到 { $until })。还要您来吗?
captain_taken_over = 求助 #{ $number }: { $name }接过去处理了, 您不用再打电话。
captain_categories = 求助 #{ $number }「{ $category }」其实是哪一类? 改了会重新去请人。
captain_recategorised = 求助 #{ $number } 改成「{ $category }」了。现在: { $status }。
captain_todo =
    📋 待办 { $count } 件, 时间紧的在前:
    { $lines }
    { $more ->
        [0] {""}
       *[other] 还有 { $more } 件没列出来。
    }
    { $applied ->
        [0] {""}
       *[other] 🙋 还有 { $applied } 份志愿者报名等您看。
    }
captain_todo_none = 👍 现在没有待办。
todo-line = #{ $number } { $urgent ->
        [emergency] 🚨
        [urgent] ⏰
       *[other] ▪
    } { $category } ({ $building }): { $status }, { $left }{ $handling ->
        [none] {""}
       *[other] , { $handling }正在处理
    }
left = 还剩{ $days ->
        [0] {""}
       *[other] {" "}{ $days } 天
    }{ $hours ->
        [0] {""}
       *[other] {" "}{ $hours } 小时
    }{ $minutes ->
        [0] {""}
       *[other] {" "}{ $minutes } 分钟
    }
left-none = 已到时间
left-open = 没有时限
somebody-on-post = 另一位负责人
captain_tell =
    ☎️ 这位居民没有手机, 请您打电话 ({ $phone }) 或上门转告:
    「{ $told }」
file_how =
    好的, 您说我记: 谁、几号楼几室、什么事; 有电话也写上。
    比如「3号楼501林奶奶家水龙头漏水, 电话 13800000000」。
    后面和居民自己报的一样办, 要问居民的话由您打电话。
filed = ☎️ 求助 #{ $number }「{ $category }」({ $building })已代居民登记。楼栋长{ $captain }全程跟着, 到回访时请楼栋长打电话问。
invite_whom = 您要邀请谁?
invite_where = 哪一栋楼的?
invitation_made =
    { $post ->
        [secretary] 书记
        [captain] { $building }号楼楼栋长
        [deputy] { $building }号楼副楼栋长
       *[volunteer] 这位志愿者
    }的邀请, 7 天内有效, 只能用一次。请转给本人:
    { $link ->
        [none] 在这个聊天里发: /start { $code }
       *[other] { $link }
    }
invite_volunteers =
    { $link ->
        [none] 请想当志愿者的邻居在这里说「我想当志愿者」。
       *[other] 把这个链接发给想当志愿者的邻居: { $link }
    }
    { $waiting ->
        [0] {""}
       *[other] 名册里有这些志愿者还没连上聊天, 点名字单独邀请:
    }
captain_note =
    📝 求助 #{ $number }「{ $category }」: { $author }给您留了话:
    「{ $note }」
captain_handoff =
    🙋 居民要找真人 (求助 #{ $number }「{ $category }」)。「回复」这条消息, 您的话就直接转给居民。
    ▪ 在哪里: { $door }
    ▪ 什么时候: { $when }
    ▪ 电话: { $phone }
    ▪ 居民说: { $words }
    { $reads ->
        [en] 🌐 这位居民看英文, 您的话会原样转过去: 请写简单的英文, 或请会英语的人帮忙
       *[other] {""}
    }
    { $talk ->
        [none] {""}
       *[other] ▪ 刚才的对话:
    }
    { $talk ->
        [none] {""}
       *[other] { $talk }
    }
talk-resident = { $clock } 居民: { $said }
talk-assistant = { $clock } 助手: { $asked ->
        [ask_category] 问是哪一类
        [ask_place] 问在哪里
        [ask_where] 问在哪里
        [ask_door] 问几单元几室
        [confirm_card] 请居民核对
        [ask_what_to_change] 问哪里不对
        [ask_add_or_new] 问是补充还是新的求助
        [please_wait] 请居民稍等
       *[other] 回了话
    }

request-line = #{ $number } { $category }({ $building }): { $status }
leave_until_when = 好的, 请假到什么时候? 点一下, 或者直接说「我请假到周五」。
leave_noted =
    记下了: { $from ->
        [now] 您从现在起
       *[other] 您从{ $from }起
    }请假, 到 { $until }。{ $name ->
        [none] 现在没有别人能替您, 急事还是会找您。
       *[other] 这段时间的求助由{ $name }接着。
    }
    提前回来, 点一下就好。
leave_over =
    欢迎回来! 您又在岗了。{ $count ->
        [0] 没有要接回来的求助。
       *[other] 这 { $count } 件交还给您:
    }
leave_none = 您现在没有请假, 一直在岗。要请假就说「我请假到周五」。
give_up_sure = 您想交出岗位? 点下面的按钮就生效: 没办完的求助马上交给副楼栋长或书记, 书记会另请人。只是有事走开几天, 说「我请假到周五」就行。
give_up_nobody = 现在还交不了: 没有别的书记在岗, 求助会没人管。请先邀请一位书记上岗, 说「邀请」就能发邀请。
post_given_up = 好的, 您不再担任{ $post ->
        [secretary] 小区书记
        [captain] { $building }号楼的楼栋长
       *[deputy] { $building }号楼的副楼栋长
    }了。没办完的求助已经交给接手的人。谢谢您这些日子的辛苦!
post_kept = 好的, 您继续担任, 什么都没有变。
post_vacant = { $name }不再担任{ $post ->
        [secretary] 小区书记
        [captain] { $building }号楼的楼栋长
       *[deputy] { $building }号楼的副楼栋长
    }, 这个岗位空出来了。请另请一位, 说「邀请」就能发邀请。
takes_over = { $name }不再担任, 下面这些求助从现在起由您负责:
stands_in = { $name }不在, 下面这些求助由您接着:
handed_back_to = { $name }回来了, 下面这些求助交还, 您辛苦了:

## Outcomes
outcome-solved = 解决了
outcome-partly = 部分解决
outcome-unsolved = 办不了
outcome-not_ours = 不归小区管
outcome-merged = 并入另一件
outcome-no_answer = 未答复
outcome-withdrawn = 居民撤销
outcome-mistaken = 弄错了
outcome-false_alarm = 误报

## Volunteers: words
nothing-yet = 还没有
level-some = 会一点
level-skilled = 熟练
level-certified = 持证
hours-evenings = 平时晚上
hours-weekends = 周末
hours-both = 平时晚上和周末
hours-any = 什么时候都行
reach-building = 只在本楼
reach-neighbours = 本楼和隔壁楼
reach-compound = 全小区

## Volunteers: buttons
button-next = 下一步
button-rest-default = 后面都按默认
button-back-to-settings = 好了
button-skill-level = { $skill } · { $level }
button-more-skills = ➕ 再加一样
button-picked = ✅ { $what }
button-not-picked = { $what }
button-group-done = 选好了
button-hours-evenings = 平时晚上
button-hours-weekends = 周末
button-hours-both = 晚上和周末
button-hours-any = 什么时候都行
button-reach-building = 只在本楼
button-reach-neighbours = 加隔壁楼
button-reach-compound = 全小区
button-limit = { $count ->
    [10] 有求就应
   *[other] 一天最多 { $count } 次
}
button-night-no = 夜里别叫我
button-night-yes = 夜里也可以叫我
button-change-skills = 改技能
button-change-hours = 改时间
button-change-reach = 改范围
button-change-languages = 改语言
button-change-limits = 改次数
button-change-night = 改夜里
button-change-name = 改称呼
button-change-building = 改楼号
button-submit = ✅ 提交
button-drop-application = 不报了
button-settings = 我的设置
button-pause = 暂停接单
button-pause-today = 今天
button-pause-days = 三天
button-pause-week = 一周
button-pause-month = 一个月
button-pause-open = 先停着
button-volunteer-back = 恢复接单
button-unmute = 取消静音: { $what }
button-approve = 通过
button-approve-vetted = 已审核, 通过
button-decline-application = 不通过
button-decline-enough = 暂时不缺人
button-decline-meet_first = 想先见面聊聊
button-decline-incomplete = 资料不全
button-decline-not_resident = 不是本小区的
button-vetted = 已审核
button-see-application = 看 { $name } 的报名
button-vet-one = 已审核 { $name }

## Volunteers: applying, and the settings afterwards
volunteer_skills =
    { $draft ->
        [yes] 谢谢您愿意帮邻居! 点几下就报好名, 中途停下也没关系, 说「我想当志愿者」就接着来。
       *[no] {""}
    }
    您会什么: { $skills }
    点一样改熟练程度(熟练 → 持证 → 去掉 → 会一点); 还会别的点「再加一样」, 或者直接打字, 比如「会修水管、会电脑」。
volunteer_groups = 是哪方面的?
volunteer_group = 「{ $group }」里您会哪些? 点一下打勾, 再点一下取消。
volunteer_hours =
    您什么时候方便? (现在: { $hours })
    也可以直接打字, 比如「周三晚上、周末下午」。
volunteer_reach = 您愿意走多远? (现在: { $reach })
volunteer_languages = 您会说哪些话? 点一下打勾; 别的话直接打字。
volunteer_limits = 一天最多找您几次? (现在: 一天 { $day } 次, 一周 { $week } 次)
volunteer_night = 夜里 10 点以后有急事, 可以叫您吗? (性命攸关的事不分昼夜)
volunteer_name = 怎么称呼您? 请打字告诉我, 比如「我叫林建国」。被帮的邻居只看到您的姓和楼号。
volunteer_building = 您住几号楼?
volunteer_summary =
    📋 您的报名, 请看看对不对:
    ▪ 称呼: { $name }, { $building }
    ▪ 会什么: { $skills }
    ▪ 时间: { $hours }
    ▪ 范围: { $reach }
    ▪ 语言: { $languages }
    ▪ 一天最多 { $day } 次, 一周 { $week } 次
    ▪ 夜里: { $night ->
        [yes] 有急事可以叫
       *[no] 不叫
    }
    { $sensitive ->
        [yes] 照顾老人、孩子和病人的事, 要等楼栋长审核过您才会找您。
       *[no] {""}
    }
application_handed_in = 收到您的报名, 已交给楼栋长看, 有结果马上告诉您。谢谢您!
application_waiting = 您的报名楼栋长还在看, 有结果马上告诉您。
application_dropped = 好的, 您填的都删掉了。什么时候想来, 说「我想当志愿者」就行。
volunteer_welcome =
    🎉 您的报名通过了, 欢迎加入红色管家!
    有邻居需要时我会发给您, 接不接都由您。想休息说「今天别找我」, 改时间、技能说「我的设置」。
volunteer_welcome_unvetted =
    🎉 您的报名通过了, 欢迎加入红色管家!
    有邻居需要时我会发给您, 接不接都由您; 照顾老人、孩子和病人的事, 等楼栋长审核后再找您。
    想休息说「今天别找我」, 改时间、技能说「我的设置」。
volunteer_declined =
    谢谢您愿意帮忙。这次报名{ $why ->
        [enough] 先不安排: 您会的这几样现在不缺人。以后缺了楼栋长会找您。
        [meet_first] 先等一等: 楼栋长想和您见面聊聊。
        [incomplete] 资料还不全。说「我想当志愿者」可以接着补。
       *[not_resident] 没通过: 志愿者要是本小区的居民。
    }
volunteer_vetted = 楼栋长已审核过您, 照顾老人、孩子和病人的事以后也会请您。谢谢!
phone_left = 好的, 您的电话记下了, 加密保存; 只给接单的邻居和负责的楼栋长、书记看。
volunteer_linked =
    🎉 认出您了, 您是名册里的志愿者, 以后有邻居需要时我会发到这里, 接不接都由您。
    改时间、技能说「我的设置」, 想休息说「今天别找我」。
volunteer_settings =
    ⚙️ 您的设置 ({ $standing ->
        [applied] 等楼栋长审核
        [paused] 暂停接单中
        [resting] 休息到 { $until }
       *[approved] 接单中
    }):
    ▪ 会什么: { $skills }
    ▪ 时间: { $hours }
    ▪ 范围: { $reach }
    ▪ 语言: { $languages }
    ▪ 一天最多 { $day } 次, 一周 { $week } 次
    ▪ 夜里: { $night ->
        [yes] 有急事可以叫
       *[no] 不叫
    }
    { $mutes ->
        [none] {""}
       *[other] ▪ 静音: { $mutes }
    }
volunteer_pause = 休息多久? 点一下, 或者直接说到哪天, 比如「到周五」。
volunteer_rests = 好的, { $standing ->
        [resting] { $until }以前
       *[other] 您说恢复以前
    }不找您。要提前恢复, 点一下就行。
certificate-called = { $certificate ->
        [none] 「{ $skill }」的证
       *[other] 「{ $certificate }」({ $skill })
    }
certificate_ends = { $standing ->
        [gone] 您的一张证要到期, 不过您已经不做那件事了, 不用管它。
        [over] 您的{ $called }到期了({ $until }), 现在按「熟练」请您。换了新证, 点一下告诉我新的日期。
       *[ends] 您的{ $called }{ $left ->
            [0] 今天到期。
           *[other] 还有 { $left } 天到期: { $until }。
        }换了新证, 点一下告诉我新的日期; 不续了也没关系, 以后按「熟练」请您。
    }
certificate_over = { $standing ->
        [gone] 您的一张证到期了, 不过您已经不做那件事了, 不用管它。
       *[over] 您的{ $called }到期了({ $until }), 从今天起按「熟练」请您。换了新证, 随时点一下告诉我。
    }
volunteer_certificate = 新的{ $called }到哪天? 点一下, 或者直接说日期, 比如「2029年5月1日」。没有期限就说「长期」。
certificate_renewed = 好的, 记下了: { $called }{ $until ->
        [none] 长期有效。
       *[other] 到 { $until }。
    }楼栋长可能会请您给他看一眼新证。
certificate_lapses = 好的, 不再问了。{ $until ->
        [none] {""}
       *[other] { $until } 以后
    }「{ $skill }」按「熟练」请您, 别的都不变。要是又换了新证, 点一下就行。
volunteer_is_back = 欢迎回来! 有合适的我再请您。
unmuted = 好的, 以后这类又会请您了。

## Captains: about volunteers
captain_application =
    🙋 志愿者报名 ({ $building }): { $name }
    ▪ 电话: { $phone }
    ▪ 会什么: { $skills }
    ▪ 时间: { $hours }; 范围: { $reach }
    ▪ 语言: { $languages }; 一天最多 { $day } 次
    ▪ 审核: { $vetted ->
        [none] 还没有
       *[other] { $vetted }
    }
    { $sensitive ->
        [yes] 会的事里有照顾老人、孩子或病人: 请您核对过本人再点「已审核」。
       *[no] {""}
    }
captain_decline_why = { $name } 的报名不通过, 是因为? 本人会看到这个理由。
application_approved = { $name } 已是志愿者。{ $vetted ->
        [none] {""}陪老人、接孩子、看病、倾诉这几样, 要您核过身份才会请: 核过了点「已审核」。
       *[other] 审核日期: { $vetted }。
    }
application_declined = 已告诉 { $name } 这次没通过。
application_decided = { $name } 的报名已经处理过了。
vetting_noted = 记下了: { $name } 的审核日期是 { $vetted }。
captain_volunteers =
    👥 您这里的志愿者 ({ $count }):
    { $lines }
volunteer-line = { $standing ->
        [applied] 🆕
        [paused] 💤
       *[other] ▪
    } { $building }号楼 { $name }: { $skills }{ $vetted ->
        [none] {""}
       *[other] , { $vetted } 审核
    }

## Groups
group_asks =
    🤝 { $building }有邻居要帮忙: { $category } (求助 #{ $number })
    时间: { $when }
    您能帮的话, 点这里, 我在私聊里告诉您: { $link }
group_hello = 大家好, 我是「{ $assistant }」。{ $building }号楼有邻居要帮忙又一时找不到人时, 我会在这里问一声, 不说是哪一家。
group_bound = 好的, 这个群现在是 { $building }号楼的群。不想要了, 在群里发 /解绑。
group_unbound = 好的, { $building }号楼的群解绑了, 我不再在那里说话。
group_off = 小区没有开群里求助 (community.toml 的 group_mode), 我没有绑定。
group_refused = 这个群要由本楼的楼栋长或副楼栋长来绑定, 我没有动任何东西。
group_over = 这件事已经有人接了, 或者不用帮了。谢谢您愿意帮忙!
group_newcomer = 谢谢您愿意帮忙! 帮忙的邻居要先登记, 楼栋长看过就行。点几下就好: 说「我想当志愿者」。
group_cannot = 谢谢您! 这件「{ $category }」现在不合适请您 (不在您登记的技能或时间里, 或是您自己家的), 已经在请别人。
